import Foundation
import LineageCommands

@main
struct Lineage {
  static func main() {
    exit(LineageCommand.status(running: Array(CommandLine.arguments.dropFirst())))
  }
}
