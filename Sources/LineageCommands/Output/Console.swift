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

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The columns of the terminal: what `COLUMNS` says, else what the terminal says, else 80.
  static var width: Int {
    if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text), columns > 0 {
      return columns
    }
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
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
