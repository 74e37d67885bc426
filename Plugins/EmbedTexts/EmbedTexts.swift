import Foundation
import PackagePlugin

/// Compiles text files of the package into a target, so that the program works from any folder and needs no files
/// beside it: the corpus in `Data/llm-2023` into the formats, and the parts of the page into the rendering.
@main
struct EmbedTexts: BuildToolPlugin {
  /// What a target carries.
  private struct Content {
    /// The type that holds the texts.
    let type: String
    /// Where they stand, from the package's root.
    let folder: [String]
    /// What stands before the file's name in the name of a text.
    let prefix: String
    let endings: Set<String>
  }

  private static let contents = [
    "PaperFormats": Content(
      type: "EmbeddedCorpus", folder: ["Data", "llm-2023"], prefix: "llm-2023/", endings: ["yaml"]),
    "LineageRendering": Content(
      type: "EmbeddedPage", folder: ["Sources", "LineageRendering", "Page", "Web"], prefix: "",
      endings: ["html", "css", "js"]),
  ]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let content = Self.contents[target.name] else {
      Diagnostics.error("EmbedTexts does not know what to compile into \(target.name)")
      return []
    }
    let folder = content.folder.reduce(context.package.directoryURL) { $0.appending(component: $1) }
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { content.endings.contains($0.pathExtension) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(component: "\(content.type).swift")
    return [
      .buildCommand(
        displayName: "Embedding \(content.type)",
        executable: try context.tool(named: "TextEmbedder").url,
        arguments: [output.path, content.type] + files.map { "\(content.prefix)\($0.lastPathComponent)=\($0.path)" },
        inputFiles: files,
        outputFiles: [output])
    ]
  }
}
