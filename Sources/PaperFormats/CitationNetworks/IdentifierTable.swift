import Foundation
import PaperLineage

/// What a paper is called somewhere: a work of OpenAlex by its number, everything else by its place in an
/// ``IdentifierTable``. Eight bytes, so that hundreds of millions of references can wait for their papers.
struct PaperName: Hashable {
  let rawValue: UInt64

  private static let textBit: UInt64 = 1 << 63

  /// A work of OpenAlex; numbers have at most 15 digits.
  init(work number: UInt64) { rawValue = number & ~Self.textBit }

  init(text position: Int) { rawValue = UInt64(position) | Self.textBit }

  /// The number of a work of OpenAlex.
  var work: UInt64? { rawValue & Self.textBit == 0 ? rawValue : nil }

  /// The place of a text in its table.
  var text: Int? { rawValue & Self.textBit == 0 ? nil : Int(rawValue & ~Self.textBit) }
}

/// Numbers distinct texts from zero in the order of their first appearance, side by side in one run of bytes.
///
/// An open addressing table over hashes of the standard library, whose seed nobody knows, so that no choice of texts makes
/// it slow. The numbers depend on no seed. About 14 bytes a text beyond its own.
struct IdentifierTable {
  private var slots: [UInt32] = Array(repeating: 0, count: 1 << 10)
  private var hashes: [UInt32] = []
  private var ends: [UInt64] = []
  private var bytes: [UInt8] = []

  var count: Int { ends.count }

  /// The bytes of a text.
  func utf8(_ position: Int) -> ArraySlice<UInt8> {
    bytes[Int(position == 0 ? 0 : ends[position - 1])..<Int(ends[position])]
  }

  /// The number of a text, given now if it has none. O(*n*) for *n* bytes.
  mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let (place, found) = place(of: text)
    if let found { return found }
    precondition(count < Int(UInt32.max) - 1, "a network has fewer than 2^32 identifiers")
    bytes.append(contentsOf: text)
    ends.append(UInt64(bytes.count))
    hashes.append(Self.hash(text))
    slots[place] = UInt32(count)
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  /// The number of a text that has one.
  func find(_ text: UnsafeBufferPointer<UInt8>) -> Int? { place(of: text).found }

  private func place(of text: UnsafeBufferPointer<UInt8>) -> (place: Int, found: Int?) {
    let hash = Self.hash(text)
    let mask = slots.count - 1
    var place = Int(hash) & mask
    while slots[place] != 0 {
      let position = Int(slots[place]) - 1
      if hashes[position] == hash, isText(position, text) { return (place, position) }
      place = (place + 1) & mask
    }
    return (place, nil)
  }

  private func isText(_ position: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(position == 0 ? 0 : ends[position - 1])
    guard Int(ends[position]) - start == text.count else { return false }
    guard let other = text.baseAddress else { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { memcmp($0 + start, other, text.count) == 0 } ?? false
    }
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for position in 0..<count {
      var place = Int(hashes[position]) & mask
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = UInt32(position + 1)
    }
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(text))
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }
}

/// Values in the order in which they came, in pieces that never move: growing copies nothing and leaves no hole.
struct PiecewiseArray<Element> {
  private var pieces: [[Element]] = []
  private(set) var count = 0

  private static var pieceSize: Int { 1 << 16 }

  mutating func append(_ element: Element) {
    if count & (Self.pieceSize - 1) == 0 {
      var piece: [Element] = []
      piece.reserveCapacity(Self.pieceSize)
      pieces.append(piece)
    }
    pieces[pieces.count - 1].append(element)
    count += 1
  }

  /// Calls `body` with each value in order.
  func forEach(_ body: (Element) -> Void) {
    for piece in pieces {
      for element in piece { body(element) }
    }
  }

  /// Calls `body` with each value in order, and gives back the memory of those behind as it goes.
  mutating func useUp(_ body: (Element) -> Void) {
    for index in pieces.indices {
      for element in pieces[index] { body(element) }
      pieces[index] = []
    }
    self = PiecewiseArray()
  }
}
