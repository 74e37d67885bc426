import Foundation
public import PaperLineage

/// Lines of an input that nobody could make sense of, kept as they are.
public struct UnreadBlock: Hashable, Codable, Sendable {
  /// Where the first line stands.
  public var place: SourcePlace
  /// The lines, joined by line feeds.
  public var text: String
  /// Why they are not read.
  public var reason: String

  /// Makes a block.
  public init(place: SourcePlace, text: String, reason: String) {
    self.place = place
    self.text = text
    self.reason = reason
  }

  /// The number of the last line.
  public var lastLine: Int { place.line + text.unicodeScalars.count { $0 == "\n" } }
}

/// What came out of reading a list of papers.
public struct ReadingListReading: Sendable {
  /// The form of the list.
  public enum Form: String, Sendable, CaseIterable {
    /// Titles, each followed by lines `label: value`.
    case labelledDigest = "labelled digest"
    /// Items, paragraphs or tables with links to papers.
    case markdownList = "Markdown list"
    /// Nothing in it looks like a list of papers.
    case none = "no list of papers"
  }

  /// The form of the list.
  public var form: Form
  /// Title, topics and papers; no relations.
  public var parts: CorpusParts
  /// What could not be placed, in order. Together with what was read it is all of the text.
  public var unread: [UnreadBlock]
  /// What was odd about what was read.
  public var diagnostics: [Diagnostic]
  /// The numbers of the lines that were understood, in order.
  package var readLines: [Int]
}

/// Reads lists of papers as people write them: labelled digests in Chinese or English, and Markdown with links or
/// tables.
public enum ReadingListReader {
  /// Reads a list.
  ///
  /// - Parameter file: The list; any text will do.
  /// - Returns: The papers with the places of all their texts, and every line that is part of none. A paper told twice
  ///   is one paper; the second telling is among what was not read.
  /// - Complexity: O(*n*) for *n* bytes.
  public static func read(_ file: CorpusFile) -> ReadingListReading {
    let lines = ListLine.lines(of: file.text)
    let digest = DigestReader.read(lines)
    let markdown = MarkdownListReader.read(lines)
    // Labels say more than links do, and a digest may well have both.
    if !digest.records.isEmpty, digest.records.count * 2 >= markdown.records.count {
      return reading(digest, of: lines, file: file.name, form: .labelledDigest)
    }
    return reading(markdown, of: lines, file: file.name, form: markdown.records.isEmpty ? .none : .markdownList)
  }

  private static func reading(
    _ content: ListContent, of lines: [ListLine], file: String, form: ReadingListReading.Form
  ) -> ReadingListReading {
    let papers = ListPapers(content.records, file: file)
    var unread = content.unread
    for (record, line) in papers.repeated {
      for number in record.lines { unread[number] = "the same paper as in line \(line)" }
    }
    var parts = CorpusParts(title: content.title, dateChoice: .role(.listed), papers: papers.papers)
    var topics: Set<String> = []
    for topic in papers.papers.compactMap(\.topic) where topics.insert(topic).inserted {
      parts.topics.append(Topic(id: topic, label: topic))
    }
    let understood = Set(content.records.flatMap(\.lines)).union(content.otherLines).subtracting(unread.keys)
    // Whatever a reader forgot is not read, and is said.
    let isBlank: (ListLine) -> Bool = { $0.scalars.allSatisfy(\.isSpace) }
    for line in lines where !isBlank(line) && !understood.contains(line.number) && unread[line.number] == nil {
      unread[line.number] = "fits no paper"
    }
    return ReadingListReading(
      form: form, parts: parts, unread: blocks(unread, of: lines, file: file), diagnostics: papers.diagnostics,
      readLines: understood.filter { !isBlank(lines[$0 - 1]) }.sorted())
  }

  /// Lines that follow each other, blank ones between them left aside, make a block if the reason is the same.
  private static func blocks(_ unread: [Int: String], of lines: [ListLine], file: String) -> [UnreadBlock] {
    var blocks: [UnreadBlock] = []
    var last = 0
    for line in lines {
      guard let reason = unread[line.number], line.scalars.contains(where: { !$0.isSpace }) else {
        continue
      }
      let between = last > 0 ? lines[last..<line.number - 1] : []
      if last > 0, blocks.last?.reason == reason, between.allSatisfy({ $0.scalars.allSatisfy(\.isSpace) }) {
        blocks[blocks.count - 1].text += between.map { "\n" + $0.text }.joined() + "\n" + line.text
      } else {
        let column = (line.scalars.firstIndex { !$0.isSpace } ?? 0) + 1
        blocks.append(
          UnreadBlock(
            place: SourcePlace(file: file, line: line.number, column: column), text: line.text, reason: reason))
      }
      last = line.number
    }
    return blocks
  }
}
