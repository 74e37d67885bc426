import Foundation

/// Why the system refused something, in its own words.
enum SystemReason {
  /// The words for an error of Foundation's: those of the system's error beneath it, if there is one.
  static func words(for error: any Error) -> String {
    var next: NSError? = error as NSError
    while let current = next {
      if current.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(current.code))) }
      next = current.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    let error = error as NSError
    switch CocoaError.Code(rawValue: error.code) {
    case .fileReadNoPermission where error.domain == NSCocoaErrorDomain: return String(cString: strerror(EACCES))
    case .fileReadNoSuchFile where error.domain == NSCocoaErrorDomain: return String(cString: strerror(ENOENT))
    default: return error.localizedFailureReason ?? error.localizedDescription
    }
  }
}
