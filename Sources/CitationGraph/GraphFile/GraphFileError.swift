/// Why a graph file could not be read or written: which file, where in it, what stands there and what should.
public struct GraphFileError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The system does not let us read it.
    case unreadable
    /// The system does not let us write it.
    case unwritable
    /// It does not begin as a graph file does.
    case notAGraphFile
    /// It was written by a later version.
    case unsupportedVersion
    /// It was written in the other order of bytes.
    case foreignByteOrder
    /// This machine's numbers are laid out differently.
    case unsupportedHost
    /// It ends too early.
    case truncated
    /// It goes on after its end.
    case overlong
    /// Its contents are not what was written.
    case damaged
  }

  /// The file as it was named.
  public let path: String
  /// What is wrong.
  public let reason: Reason
  /// The section it is in, or `nil` for the header and the whole file.
  public let section: GraphFile.Section?
  /// Where it is, in bytes from the beginning of the file, or `nil` if no place can be told.
  public let offset: Int?
  /// What is there.
  public let found: String
  /// What should be there.
  public let expected: String

  init(
    _ path: String, _ reason: Reason, section: GraphFile.Section? = nil, offset: Int? = nil, found: String,
    expected: String
  ) {
    self.path = path
    self.reason = reason
    self.section = section
    self.offset = offset
    self.found = found
    self.expected = expected
  }

  /// What to do about it.
  public var advice: String {
    switch reason {
    case .unreadable: "check the name and the permissions"
    case .unwritable: "check the folder, its permissions and the free space"
    case .notAGraphFile: "import the relations to make a graph file of them"
    case .unsupportedVersion: "open it with a later version, or import the relations again"
    case .foreignByteOrder, .unsupportedHost: "import the relations again on a little-endian machine of 64 bits"
    case .truncated, .overlong: "copy the file again, or import the relations again"
    case .damaged: "copy the file again from where it is sound, or import the relations again"
    }
  }
}

extension GraphFileError: CustomStringConvertible {
  /// `network.lgraph: reference columns, byte 4096: damaged: found …, expected …; copy the file again …`.
  public var description: String {
    let what =
      switch reason {
      case .unreadable: "cannot be read"
      case .unwritable: "cannot be written"
      case .notAGraphFile: "no graph file"
      case .unsupportedVersion: "written by another version"
      case .foreignByteOrder: "written in the other order of bytes"
      case .unsupportedHost: "not for this machine"
      case .truncated: "cut short"
      case .overlong: "longer than it says"
      case .damaged: "damaged"
      }
    let place = [section?.description, offset.map { "byte \($0)" }].compactMap { $0 }.joined(separator: ", ")
    let middle = place.isEmpty ? "" : "\(place): "
    return "\(path): \(middle)\(what): found \(found), expected \(expected); \(advice)"
  }
}
