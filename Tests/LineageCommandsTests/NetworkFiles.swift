import Foundation
import Testing

/// Small networks as graph files, made by the program itself.
struct NetworkFiles {
  let folder: TemporaryFolder

  /// The network of the literature on main paths, its papers dated by their height, and the path of the file.
  static let literature = "CA EC HC GE HG KH CB DB JB FD ID HF IF LI MI MJ NM"

  init() throws { folder = try TemporaryFolder() }

  /// Imports relations; `KH` says that K cites H.
  func make(_ relations: String, dates: String, titles: String? = nil) async throws -> String {
    let pairs = relations.split(separator: " ").map { $0.map(String.init).joined(separator: "\t") + "\n" }
    let edges = try folder.file("edges.txt", "# citing, cited\n" + pairs.joined())
    var arguments = ["import", edges, "--dates", try folder.file("dates.txt", dates)]
    if let titles { arguments += ["--papers", try folder.file("papers.tsv", titles)] }
    let file = folder.url.appending(path: "network.lgraph").path
    let run = try await Program.run(arguments + ["--output", file])
    try #require(run.status == 0, "\(run.errors)")
    return file
  }

  static let literatureDates = """
    A 2001
    B 2001
    C 2002-03
    D 2002-05
    J 2003
    E 2004-01-01
    F 2004-06
    G 2005
    I 2006
    H 2007
    L 2008
    M 2009
    K 2010
    N 2011

    """

  func literature() async throws -> String { try await make(Self.literature, dates: Self.literatureDates) }
}
