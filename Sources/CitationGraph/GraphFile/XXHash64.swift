/// XXH64, a hash of 64 bits that runs at the speed of memory: it recognises damage, not malice.
///
/// Written from the specification, seed 0.
/// - SeeAlso: Y. Collet, *xxHash fast digest algorithm* (specification 0.1.1, 2018).
enum XXHash64 {
  private static var prime1: UInt64 { 0x9E37_79B1_85EB_CA87 }
  private static var prime2: UInt64 { 0xC2B2_AE3D_27D4_EB4F }
  private static var prime3: UInt64 { 0x1656_67B1_9E37_79F9 }
  private static var prime4: UInt64 { 0x85EB_CA77_C2B2_AE63 }
  private static var prime5: UInt64 { 0x27D4_EB2F_1656_67C5 }

  /// The hash of some bytes. O(*n*).
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    guard let base = bytes.baseAddress, count > 0 else { return avalanche(prime5) }
    var at = 0
    var hash = prime5
    if count >= 32 {
      var (first, second, third, fourth) = (prime1 &+ prime2, prime2, UInt64(0), 0 &- prime1)
      while at <= count - 32 {
        first = round(first, word(base, at))
        second = round(second, word(base, at + 8))
        third = round(third, word(base, at + 16))
        fourth = round(fourth, word(base, at + 24))
        at += 32
      }
      hash = rotate(first, 1) &+ rotate(second, 7) &+ rotate(third, 12) &+ rotate(fourth, 18)
      hash = merge(merge(merge(merge(hash, first), second), third), fourth)
    }
    hash &+= UInt64(count)
    while at <= count - 8 {
      hash = rotate(hash ^ round(0, word(base, at)), 27) &* prime1 &+ prime4
      at += 8
    }
    if at <= count - 4 {
      let half = UInt64(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
      hash = rotate(hash ^ half &* prime1, 23) &* prime2 &+ prime3
      at += 4
    }
    while at < count {
      hash = rotate(hash ^ UInt64(base.load(fromByteOffset: at, as: UInt8.self)) &* prime5, 11) &* prime1
      at += 1
    }
    return avalanche(hash)
  }

  /// How many bytes ``blockwise(_:)`` hashes at a time.
  static var blockSize: Int { 1 << 20 }

  /// The hash of the hashes of consecutive blocks of 1 MiB, each as 8 bytes, little-endian; several at once.
  static func blockwise(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let blockCount = max(1, (bytes.count + blockSize - 1) / blockSize)
    let digests = Buffer<UInt64>(count: blockCount)
    let (source, target) = (Shared(bytes), Shared(digests.base))
    Threads.run(blockCount) { block in
      let start = block * blockSize
      let end = min(start + blockSize, source.value.count)
      target.value[block] = hash(UnsafeRawBufferPointer(rebasing: source.value[start..<end])).littleEndian
    }
    return withExtendedLifetime(bytes) {
      hash(UnsafeRawBufferPointer(start: digests.base, count: blockCount * 8))
    }
  }

  @inline(__always)
  private static func word(_ base: UnsafeRawPointer, _ at: Int) -> UInt64 {
    UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value &<< count | value &>> (64 &- count)
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    rotate(lane &+ input &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
    (hash ^ round(0, lane)) &* prime1 &+ prime4
  }

  @inline(__always)
  private static func avalanche(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ hash &>> 33) &* prime2
    hash = (hash ^ hash &>> 29) &* prime3
    return hash ^ hash &>> 32
  }
}
