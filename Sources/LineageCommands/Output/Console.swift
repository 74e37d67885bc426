import Foundation

/// Standard output and standard error, and what is at their other end.
enum Console {
  /// Writes an answer to standard output. Ends the program quietly if nobody reads any more.
  static func write(_ data: Data) throws(Failure) {
    try write(data, to: STDOUT_FILENO, called: "standard output")
  }

  /// Writes a message for people to standard error; what cannot be written there is lost.
  static func tell(_ message: String) {
    try? write(Data(message.utf8), to: STDERR_FILENO, called: "standard error")
  }

  /// Writes an account to standard error, no wider than the terminal.
  static func tellAccount(_ account: String) {
    tell(account.accountLines(toWidth: errorWidth).map { $0 + "\n" }.joined())
  }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The columns of the terminal: what `COLUMNS` says, else what the terminal says, else 80.
  static var width: Int { width(of: [STDOUT_FILENO]) }

  /// The columns for messages, which may go to a terminal where answers do not.
  static var errorWidth: Int { width(of: [STDERR_FILENO, STDOUT_FILENO]) }

  private static func width(of descriptors: [Int32]) -> Int {
    if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text), columns > 0 {
      return columns
    }
    var size = winsize()
    for descriptor in descriptors where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return 80
  }

  private static func write(_ data: Data, to descriptor: Int32, called name: String) throws(Failure) {
    var rest = data[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EPIPE {
        exit(ExitStatus.success.rawValue)
      } else if errno != EINTR {
        throw Failure(.cannotWrite, "cannot write to \(name): \(String(cString: strerror(errno)))")
      }
    }
  }
}
