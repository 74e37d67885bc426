#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What an ``Interner`` numbers.
protocol InternedKey: BitwiseCopyable, Sendable {
  /// The key that a field is, or `nil` if it is none.
  init?(_ field: Field)
  /// What keys are ordered by first: a lesser prefix makes a lesser key.
  var prefix: UInt64 { get }
  func hash(seed: UInt64) -> UInt64
  static func isSame(_ one: Self, _ other: Self) -> Bool
  static func isLess(_ one: Self, _ other: Self) -> Bool
  /// A column of some keys.
  static func identifiers(count: Int, _ key: (Int) -> Self) -> IdentifierColumn
}

/// A place in the table of an ``Interner``.
///
/// Not nested in it: the compiler (6.3.1) fails on a private type inside of a generic noncopyable one.
struct InternerSlot<Key: InternedKey>: BitwiseCopyable, Sendable {
  var key: Key
  /// The upper half of the hash.
  var tag: UInt32
  /// One more than the key's number; zero in an empty slot.
  var next: UInt32
}

/// Numbers distinct keys from zero in the order of their first appearance.
///
/// An open addressing table. A probe that grows long, as a hostile choice of keys can make it, leads to a new seed, so
/// that keys which were chosen to collide are scattered. The numbers depend on no seed.
struct Interner<Key: InternedKey>: ~Copyable {
  private typealias Slot = InternerSlot<Key>

  private var slots: Buffer<Slot>
  private var mask: Int
  private var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var seedChanges = 0
  private(set) var keys: Buffer<Key>
  private(set) var count = 0
  /// Whether there were more keys than 32 bits can number; what was interned since is wrong.
  private(set) var isFull = false

  init(expecting expected: Int = 0) {
    var slotCount = 1 << 10
    while slotCount < expected * 2 { slotCount *= 2 }
    slots = Buffer(count: slotCount)
    mask = slotCount - 1
    keys = Buffer(count: slotCount / 2)
  }

  /// The number of a key, given now if it has none.
  @inline(__always)
  mutating func intern(_ key: Key) -> UInt32 {
    let hash = key.hash(seed: seed)
    let tag = UInt32(truncatingIfNeeded: hash &>> 32)
    var place = Int(truncatingIfNeeded: hash) & mask
    var probes = 0
    while true {
      let slot = slots.base + place
      if slot.pointee.next == 0 { return insert(key, tag: tag, at: place, probes: probes) }
      if slot.pointee.tag == tag, Key.isSame(slot.pointee.key, key) { return slot.pointee.next &- 1 }
      place = (place &+ 1) & mask
      probes &+= 1
    }
  }

  /// The number of a key that has one.
  @inline(__always)
  func find(_ key: Key) -> UInt32? {
    let hash = key.hash(seed: seed)
    let tag = UInt32(truncatingIfNeeded: hash &>> 32)
    var place = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots.base + place
      if slot.pointee.next == 0 { return nil }
      if slot.pointee.tag == tag, Key.isSame(slot.pointee.key, key) { return slot.pointee.next &- 1 }
      place = (place &+ 1) & mask
    }
  }

  @inline(never)
  private mutating func insert(_ key: Key, tag: UInt32, at place: Int, probes: Int) -> UInt32 {
    guard count < Int(UInt32.max) - 1 else {
      isFull = true
      return 0
    }
    if count == keys.count {
      let longer = Buffer<Key>(count: count * 2)
      longer.base.update(from: keys.base, count: count)
      keys = longer
    }
    keys[count] = key
    count += 1
    slots[place] = Slot(key: key, tag: tag, next: UInt32(count))
    // At half full, a chain of hashes that mean no harm is not as long as this in any table that fits a memory.
    let isSuspicious = probes > 512 && seedChanges < 8
    if isSuspicious {
      seedChanges += 1
      seed = seed &* 0xD129_0B26_88CC_2CB5 &+ 0x8CB9_2BA7_2F3D_8DD7
    }
    if isSuspicious || count * 2 > mask { rebuild(slotCount: count * 2 > mask ? (mask + 1) * 2 : mask + 1) }
    return UInt32(count - 1)
  }

  private mutating func rebuild(slotCount: Int) {
    slots = Buffer(count: slotCount)
    mask = slotCount - 1
    for number in 0..<count {
      let key = keys[number]
      let hash = key.hash(seed: seed)
      var place = Int(truncatingIfNeeded: hash) & mask
      while slots[place].next != 0 { place = (place &+ 1) & mask }
      slots[place] = Slot(key: key, tag: UInt32(truncatingIfNeeded: hash &>> 32), next: UInt32(number + 1))
    }
  }

  /// The keys so far, in the order of their numbers.
  consuming func frozenKeys() -> Column<Key> {
    let count = count
    return keys.frozen(count: count)
  }
}

/// A whole number as an identifier.
struct NumberKey: InternedKey {
  let value: UInt64

  init?(_ field: Field) {
    guard let value = LineScanner.number(field) else { return nil }
    self.value = value
  }

  var prefix: UInt64 { value }

  /// The finalizer of SplitMix64.
  @inline(__always)
  static func hash(_ value: UInt64, seed: UInt64) -> UInt64 {
    var mixed = value ^ seed
    mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed &>> 31)
  }

  @inline(__always)
  func hash(seed: UInt64) -> UInt64 { Self.hash(value, seed: seed) }

  @inline(__always)
  static func isSame(_ one: NumberKey, _ other: NumberKey) -> Bool { one.value == other.value }
  @inline(__always)
  static func isLess(_ one: NumberKey, _ other: NumberKey) -> Bool { one.value < other.value }

  static func identifiers(count: Int, _ key: (Int) -> NumberKey) -> IdentifierColumn {
    let numbers = Buffer<UInt64>(count: count)
    for position in 0..<count { numbers[position] = key(position).value }
    return .numbers(numbers.frozen())
  }
}

/// The bytes of a text that stays where it is as long as the key is in use.
struct TextKey: InternedKey {
  // As a number, because a pointer is not Sendable; the memory is not written to.
  private let address: UInt
  let count: Int

  init(_ field: Field) {
    address = UInt(bitPattern: field.start)
    count = field.count
  }

  /// The first eight bytes, zeros behind a shorter text.
  var prefix: UInt64 {
    var prefix: UInt64 = 0
    for position in 0..<8 { prefix = prefix << 8 | (position < count ? UInt64(bytes[position]) : 0) }
    return prefix
  }

  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: UnsafePointer(bitPattern: address), count: count)
  }

  /// Eight bytes at a time, each step a full product folded to its half.
  @inline(__always)
  func hash(seed: UInt64) -> UInt64 {
    let start = UnsafeRawPointer(bytes.baseAddress!)
    var hash = seed ^ UInt64(truncatingIfNeeded: count)
    var position = 0
    while position &+ 8 <= count {
      hash = Self.fold(hash ^ start.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position &+= 8
    }
    var rest: UInt64 = 0
    while position < count {
      rest = rest &<< 8 | UInt64(start.load(fromByteOffset: position, as: UInt8.self))
      position &+= 1
    }
    return Self.fold(Self.fold(hash ^ rest) ^ seed)
  }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let (high, low) = (value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return high ^ low
  }

  @inline(__always)
  static func isSame(_ one: TextKey, _ other: TextKey) -> Bool {
    one.count == other.count && memcmp(one.bytes.baseAddress!, other.bytes.baseAddress!, one.count) == 0
  }

  /// By bytes; a text comes before those it begins.
  @inline(__always)
  static func isLess(_ one: TextKey, _ other: TextKey) -> Bool {
    let order = memcmp(one.bytes.baseAddress!, other.bytes.baseAddress!, min(one.count, other.count))
    return order != 0 ? order < 0 : one.count < other.count
  }
  static func identifiers(count: Int, _ key: (Int) -> TextKey) -> IdentifierColumn {
    let offsets = Buffer<UInt64>(count: count + 1)
    var byteCount = 0
    for position in 0..<count {
      byteCount += key(position).count
      offsets[position + 1] = UInt64(byteCount)
    }
    let bytes = Buffer<UInt8>(count: byteCount)
    for position in 0..<count {
      let text = key(position).bytes
      (bytes.base + Int(offsets[position])).update(from: text.baseAddress!, count: text.count)
    }
    return .texts(TextColumn(offsets: offsets.frozen(), bytes: bytes.frozen()))
  }
}

/// Sorts the keys of an ``Interner``.
enum KeyOrder {
  private struct Entry: BitwiseCopyable, Sendable {
    var prefix: UInt64
    var number: UInt32
  }

  /// Six digits of eleven bits hold a prefix.
  @inline(__always)
  private static var digitCount: Int { 1 << 11 }

  @inline(__always)
  private static func digit(_ prefix: UInt64, _ pass: Int) -> Int {
    Int(truncatingIfNeeded: prefix &>> UInt64(truncatingIfNeeded: pass &* 11)) & (digitCount - 1)
  }

  /// The numbers of the keys in the order of the keys: digit by digit by their prefixes, then by comparison where keys
  /// share one. O(*n*) for distinct prefixes.
  static func sorted<Key: InternedKey>(_ keys: borrowing Buffer<Key>, count: Int) -> Buffer<UInt32> {
    let even = Buffer<Entry>(count: count)
    let odd = Buffer<Entry>(count: count)
    let histograms = Buffer<Int>(count: 6 * digitCount)
    for number in 0..<count {
      let prefix = keys[number].prefix
      even[number] = Entry(prefix: prefix, number: UInt32(truncatingIfNeeded: number))
      for pass in 0..<6 {
        histograms[pass * digitCount + digit(prefix, pass)] += 1
      }
    }
    var (from, to) = (even.base, odd.base)
    for pass in 0..<6 where count > 0 {
      let next = histograms.base + pass * digitCount
      if next[digit(from[0].prefix, pass)] == count { continue }
      var start = 0
      for digit in 0..<digitCount {
        let entries = next[digit]
        next[digit] = start
        start += entries
      }
      for position in 0..<count {
        let digit = digit(from[position].prefix, pass)
        to[next[digit]] = from[position]
        next[digit] += 1
      }
      swap(&from, &to)
    }
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, from[end].prefix == from[start].prefix { end += 1 }
      if end - start > 1 {
        let keys = keys.base
        var alike = UnsafeMutableBufferPointer(start: from + start, count: end - start)
        alike.sort { Key.isLess(keys[Int($0.number)], keys[Int($1.number)]) }
      }
      start = end
    }
    let order = Buffer<UInt32>(count: count)
    for position in 0..<count { order[position] = from[position].number }
    return order
  }
}
