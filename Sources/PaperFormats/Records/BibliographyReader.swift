/// Reads bibliographies of any format.
public enum BibliographyReader {
  /// Reads a file of a known format.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func read(_ file: CorpusFile, as format: BibliographyFormat) -> RecordReading {
    switch format {
    case .bibtex: BibTeXReader.read(file)
    case .ris: RISReader.read(file)
    case .webOfScience: WebOfScienceReader.read(file)
    case .nbib: NbibReader.read(file)
    default: RecordReading(file: file.name, format: format)
    }
  }
}
