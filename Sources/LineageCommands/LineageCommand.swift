public import ArgumentParser
import Foundation

/// The program.
public struct LineageCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "lineage",
    abstract: "What grew out of what, when, and why: a citation graph and timeline analyzer.",
    discussion: """
      A PAPER is named by id, DOI, arXiv id, title, name or alias, in any case, spacing and width; the beginning of a \
      name will do if it is the only one.

      Exit status: 0 good; 1 a check found faults or the answer is “none”; 64 the command line cannot be understood or \
      names no single paper; 65 bad data; 66 no such input; 70 our fault; 74 cannot write.
      """,
    version: "0.1.0",
    subcommands: [
      RenderCommand.self, ExploreCommand.self, TimelineCommand.self, AncestorsCommand.self, DescendantsCommand.self,
      PathCommand.self,
      CommonCommand.self, ShowCommand.self, SearchCommand.self, StatsCommand.self, LineagesCommand.self,
      MainPathCommand.self, RankCommand.self, SimilarCommand.self, BurstsCommand.self, ClustersCommand.self,
      ImportCommand.self, ExportCommand.self, InferCommand.self, CheckCommand.self,
    ])

  public init() {}

  /// Runs the program with its arguments, without the program's own name, and returns the exit status.
  public static func status(running arguments: [String]) -> Int32 {
    // A reader that has seen enough closes the pipe; that is no error of ours.
    signal(SIGPIPE, SIG_IGN)
    Interruption.watch()
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      return ExitStatus.success.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      if isOurs(error) {
        let failure = Failure(describing: error)
        Console.tell(failure.text)
        return failure.status.rawValue
      }
      let code = exitCode(for: error)
      let message = fullMessage(for: error) + "\n"
      if code.isSuccess {
        try? Console.write(Data(message.utf8))
      } else {
        Console.tell(message)
      }
      return code.rawValue
    }
  }

  /// Whether an error is one that we put into words; the argument parser knows its own.
  private static func isOurs(_ error: any Error) -> Bool {
    let described = Failure(describing: error)
    if described.status != .ourFault { return true }
    return exitCode(for: error) == .failure
  }
}
