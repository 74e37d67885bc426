/// Finds the relations of certain ranks by weight.
struct KeyRoutes {
  let memory: WeighedRows
  let ranks: ClosedRange<Int>
  let ties: MainPathTies

  /// The relations whose rank lies in the range; with some papers, among those that touch one of them.
  func seeds(touching papers: [PaperIndex]) -> [RelationKey] {
    let touched = papers.flatMap { paper in
      memory.references.columns(paper.row).map { RelationKey(citing: paper.row, cited: $0.row) }
        + memory.citers.columns(paper.row).map { RelationKey(citing: $0.row, cited: paper.row) }
    }
    let keys = papers.isEmpty ? nil : Set(touched).sorted()
    // Constant widths unroll.
    return switch memory.width {
    case 1: seeds(among: keys, width: 1)
    case 2: seeds(among: keys, width: 2)
    case 3: seeds(among: keys, width: 3)
    case 4: seeds(among: keys, width: 4)
    default: seeds(among: keys, width: memory.width)
    }
  }

  /// Calls `body` for some relations, or for all.
  @inline(__always)
  private func forEach(of keys: [RelationKey]?, _ body: (RelationKey) -> Void) {
    if let keys {
      for key in keys { body(key) }
    } else {
      for row in 0..<memory.references.rowCount {
        for cited in memory.references.columns(row) { body(RelationKey(citing: row, cited: cited.row)) }
      }
    }
  }

  @inline(__always)
  private func multiply(_ key: RelationKey, into product: UnsafeMutablePointer<UInt64>, width: Int) {
    Words.multiply(
      memory.arriving + key.cited.row * width, memory.leaving + key.citing.row * width, into: product, width: width)
  }

  /// Two passes: one keeps the heaviest weights up to the last rank, the other takes all relations that weigh no more
  /// than the first rank and no less than the last.
  @inline(__always)
  private func seeds(among keys: [RelationKey]?, width: Int) -> [RelationKey] {
    let references = memory.references
    let candidateCount = keys?.count ?? references.offsets[references.rowCount]
    guard ranks.lowerBound <= candidateCount else { return [] }
    let weight = Buffer<UInt64>(count: width)
    let heap = WeightHeap(capacity: min(ranks.upperBound, candidateCount), width: width)
    forEach(of: keys) { key in
      multiply(key, into: weight.base, width: width)
      if !heap.isFull || Words.compare(weight.base, heap.lightest, width: width) > 0 { heap.keep(weight.base) }
    }
    let heaviest = heap.descending()
    let (first, last) = (heaviest[ranks.lowerBound - 1], heaviest[heaviest.count - 1])

    var found: [(key: RelationKey, weight: ExactCount)] = []
    forEach(of: keys) { key in
      multiply(key, into: weight.base, width: width)
      guard Words.compare(weight.base, heap.weight(last), width: width) >= 0,
        Words.compare(weight.base, heap.weight(first), width: width) <= 0
      else { return }
      found.append((key, ExactCount(words: UnsafeBufferPointer(start: weight.base, count: width))))
    }
    if ties == .all { return found.map(\.key) }
    // Those before the range are heavier than the first rank, or tied with it and earlier.
    let heavier = heaviest.prefix { Words.compare(heap.weight($0), heap.weight(first), width: width) > 0 }.count
    return found.sorted { $0.weight != $1.weight ? $0.weight > $1.weight : $0.key < $1.key }
      .dropFirst(ranks.lowerBound - 1 - heavier).prefix(min(ranks.upperBound, candidateCount) - ranks.lowerBound + 1)
      .map(\.key)
  }
}

/// The heaviest of many weights: a binary heap of fixed size with the lightest on top.
private struct WeightHeap: ~Copyable {
  private let width: Int
  private let capacity: Int
  /// The weights in the order of arrival, and the heap of their numbers.
  private let weights: Buffer<UInt64>
  private let slots: Buffer<Int>
  private let kept = Buffer<Int>(count: 1)

  init(capacity: Int, width: Int) {
    self.width = width
    self.capacity = capacity
    weights = Buffer(count: capacity * width)
    slots = Buffer(count: capacity)
  }

  @inline(__always)
  func weight(_ slot: Int) -> UnsafePointer<UInt64> { UnsafePointer(weights.base + slot * width) }

  @inline(__always)
  private func isLighter(_ left: Int, _ right: Int) -> Bool {
    Words.compare(weight(slots[left]), weight(slots[right]), width: width) < 0
  }

  private func swap(_ left: Int, _ right: Int) { (slots[left], slots[right]) = (slots[right], slots[left]) }

  var isFull: Bool { kept[0] == capacity }

  /// The lightest of the kept weights.
  var lightest: UnsafePointer<UInt64> { weight(slots[0]) }

  /// Keeps a weight, in the place of the lightest if there is no room.
  func keep(_ number: UnsafePointer<UInt64>) {
    if isFull { replaceLightest(number) } else { add(number) }
  }

  private func add(_ number: UnsafePointer<UInt64>) {
    var place = kept[0]
    kept[0] += 1
    slots[place] = place
    (weights.base + place * width).update(from: number, count: width)
    while place > 0, isLighter(place, (place - 1) / 2) {
      swap(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private func replaceLightest(_ number: UnsafePointer<UInt64>) {
    (weights.base + slots[0] * width).update(from: number, count: width)
    var place = 0
    while 2 * place + 1 < capacity {
      var child = 2 * place + 1
      if child + 1 < capacity, isLighter(child + 1, child) { child += 1 }
      guard isLighter(child, place) else { return }
      swap(child, place)
      place = child
    }
  }

  /// The numbers of the kept weights, heaviest first.
  func descending() -> [Int] {
    (0..<kept[0]).sorted { Words.compare(weight($0), weight($1), width: width) > 0 }
  }
}
