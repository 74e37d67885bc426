/// What the ending of a file's name says of its format, asked only where the content leaves it open.
enum FileEnding {
  /// The bibliography or graph that files with the ending of a name are, packed or not; `nil` if the ending does not say.
  static func format(of name: String) -> BibliographyFormat? {
    var words = name.lowercased().split(separator: ".")
    if words.last == "gz" { words.removeLast() }
    guard words.count > 1, let ending = words.last else { return nil }
    return switch ending {
    case "bib", "bibtex": .bibtex
    case "ris": .ris
    case "nbib": .nbib
    case "isi", "ciw": .webOfScience
    case "net", "paj": .pajek
    case "gml": .gml
    case "dot", "gv": .dot
    case "graphml": .graphML
    case "gexf": .gexf
    default: nil
    }
  }

  /// Whether every record of a format begins with a line of its own, so that a text with lines of another format is none
  /// of it, whatever it is called.
  static func isTagged(_ format: BibliographyFormat) -> Bool {
    switch format {
    case .ris, .nbib, .webOfScience: true
    default: false
    }
  }

  /// Whether a name ends like that of a partition of Pajek's.
  static func isPartition(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix(".clu") || name.hasSuffix(".clu.gz")
  }
}
