import Foundation
import PackagePlugin

/// Compiles the corpus in `Data/llm-2023` into the target, so that it works from any folder and needs no files beside
/// the program.
@main
struct EmbedCorpus: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let name = "llm-2023"
    let folder = context.package.directoryURL.appending(components: "Data", name)
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yaml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(component: "EmbeddedCorpus.swift")
    return [
      .buildCommand(
        displayName: "Embedding the corpus \(name)",
        executable: try context.tool(named: "CorpusEmbedder").url,
        arguments: [output.path] + files.map { "\(name)/\($0.lastPathComponent)=\($0.path)" },
        inputFiles: files,
        outputFiles: [output])
    ]
  }
}
