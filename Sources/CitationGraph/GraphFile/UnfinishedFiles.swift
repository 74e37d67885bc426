import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The files that are being written under a name of their own before they get theirs, so that a program that is ended
/// can take them away.
///
/// Who writes such a file enters it before it is made and strikes it out when it has its name. What is done here is
/// allowed in a handler of signals, but for entering and striking out.
package enum UnfinishedFiles {
  /// A file that was entered.
  package struct Entry: Sendable {
    fileprivate let place: Int?
  }

  /// More files than a program writes at once; one for which there is no place is not known here.
  private static let placeCount = 32

  nonisolated(unsafe) private static let places: UnsafeMutablePointer<Atomic<UnsafeMutablePointer<CChar>?>> = {
    let places = UnsafeMutablePointer<Atomic<UnsafeMutablePointer<CChar>?>>.allocate(capacity: placeCount)
    for place in 0..<placeCount { (places + place).initialize(to: Atomic(nil)) }
    return places
  }()

  /// Makes room, which a handler of signals may not do.
  package static func prepare() { _ = places }

  /// Enters a file that is about to be made.
  package static func add(_ path: String) -> Entry {
    guard let name = strdup(path) else { return Entry(place: nil) }
    for place in 0..<placeCount
    where places[place].compareExchange(expected: nil, desired: name, ordering: .sequentiallyConsistent).exchanged {
      return Entry(place: place)
    }
    free(name)
    return Entry(place: nil)
  }

  /// Strikes out a file that has its name, or is gone.
  package static func remove(_ entry: Entry) {
    guard let place = entry.place else { return }
    // Whoever takes the path out of its place owns it.
    free(places[place].exchange(nil, ordering: .sequentiallyConsistent))
  }

  /// Takes all unfinished files away; for a program that is about to end.
  package static func removeAll() {
    for place in 0..<placeCount {
      if let name = places[place].exchange(nil, ordering: .sequentiallyConsistent) { unlink(name) }
    }
  }
}
