import ArgumentParser
import LineageRendering
import PaperLineage

struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Make a page on which the corpus can be explored.",
    discussion: """
      The page is one HTML file with the picture, a search, the ancestors and descendants of each paper and why they \
      are, a list, filters and a range of months. It opens from disk in any browser and needs no network.
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Option(help: "What the page is called; without it, as the corpus.")
  var title: String?

  @Option(help: "The colours in which the page opens; its reader can choose others.")
  var theme: PictureTheme = .auto

  @OptionGroup var dateOption: DateOption

  @Option(help: "What becomes of works outside the reading list.")
  var externals: PictureOptions.Externals = .none

  @Option(
    help: ArgumentHelp(
      "Show only these kinds of relations, separated by commas.",
      discussion: "Kinds: \(RelationKind.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "kind,…"),
    transform: KindList.init)
  var kinds: KindList?

  @Option(help: ArgumentHelp("Give up if Graphviz is not done after this time.", valueName: "seconds"))
  var timeLimit = PictureFile.secondsAllowed

  @OptionGroup(title: "What is shown") var selection: SelectionOptions
  @OptionGroup var language: LanguageOption
  @OptionGroup var input: CorpusOptions

  func validate() throws {
    if timeLimit < 1 { throw ValidationError("--time-limit is at least 1 second.") }
    try selection.confirmGenerations()
    if let output, let format = PictureFile.format(ofFileAt: output), format != .html {
      throw ValidationError(
        "“\(output)” ends as a file of \(format.rawValue) does, and this writes HTML. "
          + "Use “lineage render” for pictures.")
    }
  }

  func run() throws {
    try input.confirmNotOverwritten(by: output)
    let shown = try selection.selected(
      from: input.material(), following: kinds, dateChoice: dateOption.date, leavesOutExternal: externals == .none,
      language: language.language)
    let page = CorpusPage(
      shown,
      options: PictureOptions(
        dateChoice: dateOption.date, externals: externals, kinds: kinds?.kinds ?? Set(RelationKind.allCases),
        language: language.language),
      theme: theme, title: title)
    try PictureFile.write(to: output ?? "-", within: timeLimit) { try page.html() }
  }
}
