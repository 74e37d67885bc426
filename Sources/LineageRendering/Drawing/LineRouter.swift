/// A point of a picture; y counts downwards.
struct PicturePoint: Sendable, Hashable {
  var x: Double
  var y: Double
}

/// The way of a line, as cubic Bézier curves that join.
struct PictureRoute: Sendable, Hashable {
  /// The first point, then two control points and an end for each curve.
  var points: [PicturePoint]
  /// The tip of the arrow that begins where the last curve ends.
  var tip: PicturePoint

  /// The middle of the middle curve.
  var middle: PicturePoint {
    let curveCount = (points.count - 1) / 3
    guard curveCount > 0 else { return tip }
    let first = curveCount / 2 * 3
    let curve = points[first...first + 3]
    func half(_ value: (PicturePoint) -> Double) -> Double {
      zip(curve, [1.0, 3, 3, 1]).reduce(0) { $0 + value($1.0) * $1.1 } / 8
    }
    return PicturePoint(x: half(\.x), y: half(\.y))
  }
}

/// Leads lines around the cards of a picture whose cards stand in columns.
///
/// Between two neighbouring cards of a column there is a *gate*. A line passes every column between its ends through one
/// gate, chosen near the curve that it would be if nothing stood in its way, so that it turns as little as possible and
/// crowded gates are avoided. Lines that share a narrow gate are spread over it in the order of those curves, which keeps
/// two lines from crossing more often than they must. What is left is to join the gates by curves that are as long and
/// calm as the gates allow. Vertical stretches happen between columns, where no card is, each at a place of its own.
///
/// - Complexity: O(*s* log *s*) for *s* passages of lines through columns.
struct LineRouter {
  /// A card.
  struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  /// A line between two cards.
  struct Line {
    /// Where it begins.
    var tail: Int
    /// Where its arrow points.
    var head: Int
    /// Stronger lines choose first; 0 is strongest.
    var rank: Int
    /// The length of its arrow.
    var arrowLength: Double
  }

  /// For each line, its way.
  private(set) var routes: [PictureRoute] = []

  private let boxes: [Box]
  private let lines: [Line]
  private var columns: [Column] = []
  private var columnOfBox: [Int]
  private var gates: [Gate] = []
  /// For each line, where it leaves its left card and reaches its right one.
  private var spans: [Span] = []
  private var passages: [Passage] = []
  /// For each column, the lines that leave it at one side and return to it there.
  private var detourCounts: [(left: Int, right: Int)] = []
  private var firstPassage: [Int] = []

  private struct Column {
    var left: Double
    var right: Double
    var middle: Double { (left + right) / 2 }
    /// The boxes from the top.
    var boxes: [Int]
    /// The gate above the first box.
    var firstGate: Int
  }

  private struct Gate {
    var top: Double
    var bottom: Double
    var lineCount = 0
  }

  private struct Span {
    var leftBox: Int
    var rightBox: Int
    var leftY = 0.0
    var rightY = 0.0
    /// Whether the line begins at its right end.
    var isReversed: Bool
    /// How the ends meet the cards.
    var course: Course
    /// Whether a line around the cards of its column leads past their left sides.
    var leadsLeft = false
    enum Course { case across, downwards, around }
  }

  private struct Passage {
    var gate: Int
    var ideal: Double
    var top: Double
    var bottom: Double
    var y: Double
  }

  private static let clearance = 5.0
  private static let lineGap = 4.5
  /// Closer lines are one band for the eye.
  private static let leastLineGap = 1.5
  /// How much of a line's rise is eased at its ends: 0 for a straight line, 1 for one that leaves and arrives level.
  private static let ease = 0.75
  /// Gates lower than this have each line at a place of its own.
  private static let narrowGate = 30.0

  /// Routes lines.
  ///
  /// - Parameters:
  ///   - boxes: The cards; those of a column have the same middle.
  ///   - lines: The lines. A line joins two different cards.
  ///   - top: What no line may be above.
  ///   - bottom: What no line may be below.
  init(boxes: [Box], lines: [Line], top: Double, bottom: Double) {
    self.boxes = boxes
    self.lines = lines
    columnOfBox = [Int](repeating: 0, count: boxes.count)
    findColumns(top: top, bottom: bottom)
    findSpans()
    chooseSides()
    spreadEnds()
    choosePassages()
    uncross()
    spreadPassages()
    straighten()
    // The gates tell better than the cards at the other ends in what order lines leave and arrive.
    spreadEnds(along: passages)
    straighten()
    draw()
  }

  // MARK: - Columns and ends

  private mutating func findColumns(top: Double, bottom: Double) {
    for box in boxes.indices.sorted(by: { (boxes[$0].x, boxes[$0].y, $0) < (boxes[$1].x, boxes[$1].y, $1) }) {
      let (x, half) = (boxes[box].x, boxes[box].width / 2)
      if let last = columns.last, let first = last.boxes.first, abs(boxes[first].x - x) < 1 {
        columns[columns.count - 1].boxes.append(box)
        columns[columns.count - 1].left = min(last.left, x - half)
        columns[columns.count - 1].right = max(last.right, x + half)
      } else {
        columns.append(Column(left: x - half, right: x + half, boxes: [box], firstGate: 0))
      }
      columnOfBox[box] = columns.count - 1
    }
    for column in columns.indices {
      columns[column].firstGate = gates.count
      var upper = top
      for box in columns[column].boxes {
        let edge = boxes[box].y - boxes[box].height / 2 - Self.clearance
        gates.append(Gate(top: min(upper, edge), bottom: edge))
        upper = boxes[box].y + boxes[box].height / 2 + Self.clearance
      }
      gates.append(Gate(top: upper, bottom: max(upper, bottom)))
    }
  }

  private mutating func findSpans() {
    var placeInColumn = [Int](repeating: 0, count: boxes.count)
    for column in columns {
      for (place, box) in column.boxes.enumerated() { placeInColumn[box] = place }
    }
    spans = lines.map { line in
      let (tail, head) = (line.tail, line.head)
      let (tailColumn, headColumn) = (columnOfBox[tail], columnOfBox[head])
      if tailColumn == headColumn {
        let isNext = abs(placeInColumn[tail] - placeInColumn[head]) == 1
        return Span(leftBox: tail, rightBox: head, isReversed: false, course: isNext ? .downwards : .around)
      }
      let isReversed = tailColumn > headColumn
      return Span(
        leftBox: isReversed ? head : tail, rightBox: isReversed ? tail : head, isReversed: isReversed, course: .across)
    }
  }

  /// Leads each line around the cards of its column past the side at which fewer other lines end between its ends.
  private mutating func chooseSides() {
    /// For each box, the lines that end at its left side and at its right one.
    var endCounts = [(left: Int, right: Int)](repeating: (0, 0), count: boxes.count)
    var ofColumn = [[Int]](repeating: [], count: columns.count)
    for (line, span) in spans.enumerated() {
      switch span.course {
      case .across:
        endCounts[span.leftBox].right += 1
        endCounts[span.rightBox].left += 1
      case .around: ofColumn[columnOfBox[span.leftBox]].append(line)
      case .downwards: break
      }
    }
    detourCounts = [(left: Int, right: Int)](repeating: (0, 0), count: columns.count)
    for (column, members) in ofColumn.enumerated() where !members.isEmpty {
      func reach(_ line: Int) -> ClosedRange<Double> {
        let ends = (boxes[spans[line].leftBox].y, boxes[spans[line].rightBox].y)
        return min(ends.0, ends.1)...max(ends.0, ends.1)
      }
      // The room between two columns is too narrow for lines that return to the one and to the other.
      let hasRoom = column == 0 || detourCounts[column - 1].right == 0
      var placed: [(reach: ClosedRange<Double>, leadsLeft: Bool)] = []
      for line in members.sorted(by: { (lines[$0].rank, $0) < (lines[$1].rank, $1) }) {
        let reach = reach(line)
        var counts = (left: 0, right: 0)
        for box in columns[column].boxes where boxes[box].y > reach.lowerBound && boxes[box].y < reach.upperBound {
          counts.left += endCounts[box].left
          counts.right += endCounts[box].right
        }
        for other in placed
        where other.reach.lowerBound < reach.lowerBound
          ? other.reach.upperBound > reach.lowerBound && other.reach.upperBound < reach.upperBound
          : other.reach.lowerBound > reach.lowerBound && other.reach.lowerBound < reach.upperBound
            && other.reach.upperBound > reach.upperBound
        {
          if other.leadsLeft { counts.left += 1 } else { counts.right += 1 }
        }
        let leadsLeft = hasRoom && counts.left < counts.right
        spans[line].leadsLeft = leadsLeft
        placed.append((reach, leadsLeft))
        if leadsLeft { detourCounts[column].left += 1 } else { detourCounts[column].right += 1 }
      }
    }
  }

  /// Spreads the ends of lines along the sides of cards by the directions they take, the strongest level one in the
  /// middle.
  private mutating func spreadEnds(along routed: [Passage] = []) {
    struct End {
      let line: Int
      let isLeft: Bool
      let slope: Double
      let isLevel: Bool
    }
    var ends = [[End]](repeating: [], count: 2 * boxes.count)
    for (line, span) in spans.enumerated() where span.course != .downwards {
      let (left, right) = (boxes[span.leftBox], boxes[span.rightBox])
      let rise = right.y - left.y
      switch span.course {
      case .across:
        let (first, last) = (columnOfBox[span.leftBox], columnOfBox[span.rightBox])
        let run = max(1, columns[last].left - columns[first].right)
        var isLevel = abs(rise) < 1
        var (leaving, arriving) = (rise / run, -rise / run)
        if !routed.isEmpty {
          // All turn beside the card, so the height at the next column gives the order.
          let isNext = firstPassage[line + 1] == firstPassage[line]
          isLevel =
            isLevel && routed[firstPassage[line]..<firstPassage[line + 1]].allSatisfy { abs($0.y - $0.ideal) < 1 }
          leaving = (isNext ? span.rightY : routed[firstPassage[line]].y) - left.y
          arriving = (isNext ? span.leftY : routed[firstPassage[line + 1] - 1].y) - right.y
        }
        ends[2 * span.leftBox + 1].append(End(line: line, isLeft: true, slope: leaving, isLevel: isLevel))
        ends[2 * span.rightBox].append(End(line: line, isLeft: false, slope: arriving, isLevel: isLevel))
      case .around:
        // Out to the side and back; of two, the farther goes around the nearer.
        let steepness = rise > 0 ? 1e7 - rise : -1e7 - rise
        let side = span.leadsLeft ? 0 : 1
        ends[2 * span.leftBox + side].append(End(line: line, isLeft: true, slope: steepness, isLevel: false))
        ends[2 * span.rightBox + side].append(End(line: line, isLeft: false, slope: -steepness, isLevel: false))
      case .downwards: break
      }
    }
    for (side, ends) in ends.enumerated() where !ends.isEmpty {
      let box = boxes[side / 2]
      let ordered = ends.sorted { ($0.slope, $0.line) < ($1.slope, $1.line) }
      let level = ordered.filter(\.isLevel).min { (lines[$0.line].rank, $0.line) < (lines[$1.line].rank, $1.line) }
      let pivot = ordered.firstIndex { $0.line == level?.line && $0.isLeft == level?.isLeft }
      let room = box.height / 2 - 8
      for (place, end) in ordered.enumerated() {
        let offset: Double
        if let pivot {
          let count = max(pivot, ordered.count - 1 - pivot)
          offset = Double(place - pivot) * min(7, room / Double(max(1, count)))
        } else {
          let middle = Double(ordered.count - 1) / 2
          offset = (Double(place) - middle) * min(7, room / max(0.5, middle))
        }
        if end.isLeft { spans[end.line].leftY = box.y + offset } else { spans[end.line].rightY = box.y + offset }
      }
    }
  }

  // MARK: - Gates

  /// The height at which the line would pass if nothing stood in its way.
  private func ideal(_ span: Span, at x: Double) -> Double {
    let start = columns[columnOfBox[span.leftBox]].right
    let end = columns[columnOfBox[span.rightBox]].left
    let t = end > start ? (x - start) / (end - start) : 0
    let eased = t * t * (3 - 2 * t)
    return span.leftY + (span.rightY - span.leftY) * (t + Self.ease * (eased - t))
  }

  private mutating func choosePassages() {
    firstPassage = [0]
    firstPassage.reserveCapacity(spans.count + 1)
    for span in spans {
      let count = span.course == .across ? columnOfBox[span.rightBox] - columnOfBox[span.leftBox] - 1 : 0
      firstPassage.append((firstPassage.last ?? 0) + count)
    }
    passages = [Passage](
      repeating: Passage(gate: 0, ideal: 0, top: 0, bottom: 0, y: 0), count: firstPassage.last ?? 0)
    let order = spans.indices.sorted { left, right in
      (lines[left].rank, firstPassage[left + 1] - firstPassage[left], left)
        < (lines[right].rank, firstPassage[right + 1] - firstPassage[right], right)
    }
    var choices: [Choice] = []
    for line in order where firstPassage[line + 1] > firstPassage[line] { choose(line, &choices) }
  }

  /// The best ways to three gates of a column.
  private struct Choice {
    var gate = (0, 0, 0)
    var cost = (0.0, 0.0, 0.0)
    var before = (0, 0, 0)
    var deviation = (0.0, 0.0, 0.0)
    var ideal = 0.0
  }

  /// Chooses the gates of a line: the way with the fewest and smallest turns away from the ideal curve.
  private mutating func choose(_ line: Int, _ choices: inout [Choice]) {
    let span = spans[line]
    let first = columnOfBox[span.leftBox] + 1
    let count = firstPassage[line + 1] - firstPassage[line]
    choices.removeAll(keepingCapacity: true)
    for step in 0..<count {
      let column = columns[first + step]
      let ideal = ideal(span, at: column.middle)
      let nearest = column.firstGate + gate(of: column, at: ideal)
      let last = column.firstGate + column.boxes.count
      var choice = Choice()
      choice.ideal = ideal
      func weigh(_ gate: Int) -> (gate: Int, cost: Double, before: Int, deviation: Double) {
        guard gate >= column.firstGate, gate <= last, gates[gate].bottom > gates[gate].top else {
          return (gate, .infinity, 0, 0)
        }
        let room = gates[gate]
        let deviation = min(max(ideal, room.top), room.bottom) - ideal
        let excess = Double(room.lineCount + 1) - max(1, (room.bottom - room.top) / Self.lineGap)
        let own = 0.12 * abs(deviation) + (excess > 0 ? min(60, 5 * excess) : 0)
        guard step > 0 else { return (gate, own + abs(deviation), 0, deviation) }
        let before = choices[step - 1]
        let ways = [
          before.cost.0 + abs(deviation - before.deviation.0), before.cost.1 + abs(deviation - before.deviation.1),
          before.cost.2 + abs(deviation - before.deviation.2),
        ]
        let best = ways[0] <= ways[1] ? (ways[0] <= ways[2] ? 0 : 2) : (ways[1] <= ways[2] ? 1 : 2)
        return (gate, own + ways[best], best, deviation)
      }
      let (a, b, c) = (weigh(nearest), weigh(nearest - 1), weigh(nearest + 1))
      choice.gate = (a.gate, b.gate, c.gate)
      choice.cost = (a.cost, b.cost, c.cost)
      choice.before = (a.before, b.before, c.before)
      choice.deviation = (a.deviation, b.deviation, c.deviation)
      choices.append(choice)
    }
    let last = choices[count - 1]
    let ends = [
      last.cost.0 + abs(last.deviation.0), last.cost.1 + abs(last.deviation.1), last.cost.2 + abs(last.deviation.2),
    ]
    var pick = ends[0] <= ends[1] ? (ends[0] <= ends[2] ? 0 : 2) : (ends[1] <= ends[2] ? 1 : 2)
    for step in (0..<count).reversed() {
      let choice = choices[step]
      let gate = pick == 0 ? choice.gate.0 : pick == 1 ? choice.gate.1 : choice.gate.2
      gates[gate].lineCount += 1
      let room = gates[gate]
      passages[firstPassage[line] + step] = Passage(
        gate: gate, ideal: choice.ideal, top: room.top, bottom: room.bottom,
        y: min(max(choice.ideal, room.top), room.bottom))
      pick = pick == 0 ? choice.before.0 : pick == 1 ? choice.before.1 : choice.before.2
    }
  }

  /// The place among a column's gates of the one nearest to a height: as many as boxes have their middle above it.
  private func gate(of column: Column, at y: Double) -> Int {
    var (low, high) = (0, column.boxes.count)
    while low < high {
      let middle = (low + high) / 2
      if boxes[column.boxes[middle]].y < y { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: - Crossings

  /// Where a line is at the two sides of the room between two columns.
  private struct Transit {
    var line: Int32
    var left: Double
    var right: Double
  }

  /// The most pairs of transits that are looked at.
  private static let transitBudget = 12_000_000
  private static let crossingCost = 60.0

  /// Chooses the gates of each line again, now that those of all others are known, so that it crosses few of them.
  ///
  /// Two lines cross between two columns if one is above the other at the first and below it at the second.
  private mutating func uncross() {
    guard !passages.isEmpty else { return }
    let gapCount = columns.count - 1
    var first = [Int](repeating: 0, count: gapCount + 1)
    for span in spans where span.course == .across {
      for gap in columnOfBox[span.leftBox]..<columnOfBox[span.rightBox] { first[gap + 1] += 1 }
    }
    var work = 0
    for gap in 0..<gapCount {
      work += 15 * first[gap + 1] * first[gap + 1]
      first[gap + 1] += first[gap]
    }
    let roundCount = min(3, Self.transitBudget / max(1, work))
    guard roundCount > 0 else { return }
    var next = first
    var transits = [Transit](repeating: Transit(line: 0, left: 0, right: 0), count: first[gapCount])
    // For each line, its transits in the order of the columns.
    var ofLine = [[Int]](repeating: [], count: spans.count)
    for (line, span) in spans.enumerated() where span.course == .across {
      for gap in columnOfBox[span.leftBox]..<columnOfBox[span.rightBox] {
        ofLine[line].append(next[gap])
        transits[next[gap]].line = Int32(line)
        next[gap] += 1
      }
    }
    func key(_ ideal: Double, _ gate: Gate) -> Double {
      let y = min(max(ideal, gate.top), gate.bottom)
      // Lines pressed against a card keep the order in which they would pass if it were not there.
      return y + (ideal - y) / 1_000
    }
    func settle(_ line: Int) {
      let passages = passages[firstPassage[line]..<firstPassage[line + 1]]
      let heights = [spans[line].leftY] + passages.map { key($0.ideal, gates[$0.gate]) } + [spans[line].rightY]
      for (index, transit) in ofLine[line].enumerated() {
        transits[transit].left = heights[index]
        transits[transit].right = heights[index + 1]
      }
    }
    for line in spans.indices { settle(line) }
    let order = spans.indices.filter { firstPassage[$0 + 1] > firstPassage[$0] }.sorted {
      (firstPassage[$1 + 1] - firstPassage[$1], $0) < (firstPassage[$0 + 1] - firstPassage[$0], $1)
    }
    for _ in 0..<roundCount {
      for line in order {
        let span = spans[line]
        let column = columnOfBox[span.leftBox]
        let range = firstPassage[line]..<firstPassage[line + 1]
        // The best ways to each gate near the ideal curve, column by column.
        var before: [(height: Double, deviation: Double, cost: Double)] = [(span.leftY, 0, 0)]
        var ways: [[(gate: Int, from: Int)]] = []
        for step in range {
          let place = column + 1 + step - range.lowerBound
          let (here, ideal) = (columns[place], passages[step].ideal)
          let nearest = here.firstGate + gate(of: here, at: ideal)
          let others = transits[first[place - 1]..<first[place]]
          var reached: [(height: Double, deviation: Double, cost: Double)] = []
          var way: [(gate: Int, from: Int)] = []
          for gate in max(here.firstGate, nearest - 2)...min(here.firstGate + here.boxes.count, nearest + 2)
          where gates[gate].bottom > gates[gate].top {
            let room = gates[gate]
            let height = key(ideal, room)
            let deviation = min(max(ideal, room.top), room.bottom) - ideal
            let used = room.lineCount - (passages[step].gate == gate ? 1 : 0)
            let excess = Double(used + 1) - max(1, (room.bottom - room.top) / Self.lineGap)
            let own = 0.12 * abs(deviation) + (excess > 0 ? min(60, 5 * excess) : 0)
            var best = (cost: Double.infinity, from: 0)
            for (index, start) in before.enumerated() {
              let turn = start.cost + abs(deviation - start.deviation)
              guard turn < best.cost else { continue }
              let crossingCount = Self.crossings(from: start.height, to: height, others, but: line)
              let cost = turn + Self.crossingCost * Double(crossingCount)
              if cost < best.cost { best = (cost, index) }
            }
            reached.append((height, deviation, best.cost + own))
            way.append((gate, best.from))
          }
          before = reached
          ways.append(way)
        }
        let others = transits[first[columnOfBox[span.rightBox] - 1]..<first[columnOfBox[span.rightBox]]]
        var best = (cost: Double.infinity, from: 0)
        for (index, start) in before.enumerated() {
          let crossingCount = Self.crossings(from: start.height, to: span.rightY, others, but: line)
          let cost = start.cost + abs(start.deviation) + Self.crossingCost * Double(crossingCount)
          if cost < best.cost { best = (cost, index) }
        }
        var pick = best.from
        for step in range.reversed() {
          let (gate, from) = ways[step - range.lowerBound][pick]
          gates[passages[step].gate].lineCount -= 1
          gates[gate].lineCount += 1
          let (room, ideal) = (gates[gate], passages[step].ideal)
          passages[step] = Passage(
            gate: gate, ideal: ideal, top: room.top, bottom: room.bottom, y: min(max(ideal, room.top), room.bottom))
          pick = from
        }
        settle(line)
      }
    }
  }

  private static func crossings(from left: Double, to right: Double, _ others: ArraySlice<Transit>, but line: Int)
    -> Int
  {
    others.withUnsafeBufferPointer { others in
      var count = 0
      for other in others where (other.left - left) * (other.right - right) < 0 && other.line != Int32(line) {
        count += 1
      }
      return count
    }
  }

  // MARK: - Places in gates

  /// Gives the lines of each gate places of their own.
  private mutating func spreadPassages() {
    var first = [Int](repeating: 0, count: gates.count + 1)
    for passage in passages { first[passage.gate + 1] += 1 }
    for gate in gates.indices { first[gate + 1] += first[gate] }
    var next = first
    var ofGate = [Int](repeating: 0, count: passages.count)
    for (index, passage) in passages.enumerated() {
      ofGate[next[passage.gate]] = index
      next[passage.gate] += 1
    }
    for gate in gates.indices where first[gate + 1] > first[gate] {
      let members = ofGate[first[gate]..<first[gate + 1]].sorted {
        (passages[$0].ideal, $0) < (passages[$1].ideal, $1)
      }
      spread(members, over: gates[gate])
    }
  }

  private mutating func spread(_ members: [Int], over gate: Gate) {
    let room = gate.bottom - gate.top
    guard room < Self.narrowGate else {
      // In wide gates, only lines that are pressed against a card keep apart.
      let pressedAbove = members.filter { passages[$0].ideal < gate.top }
      let pressedBelow = members.reversed().filter { passages[$0].ideal > gate.bottom }
      let gap = min(Self.lineGap, room / Double(pressedAbove.count + pressedBelow.count + 1))
      for index in members {
        passages[index].top = gate.top + Double(pressedAbove.count) * gap
        passages[index].bottom = gate.bottom - Double(pressedBelow.count) * gap
      }
      for (place, index) in pressedAbove.enumerated() { passages[index].top = gate.top + Double(place) * gap }
      for (place, index) in pressedBelow.enumerated() { passages[index].bottom = gate.bottom - Double(place) * gap }
      for index in members {
        passages[index].y = min(max(passages[index].ideal, passages[index].top), passages[index].bottom)
      }
      return
    }
    guard members.count > 1 else { return }
    let gap = min(Self.lineGap, room / Double(members.count))
    let places = Self.separated(members.map { passages[$0].y }, gap: gap, from: gate.top, to: gate.bottom)
    // Lines that cannot be told apart anyway may as well run calmly.
    let isOvercrowded = gap < Self.leastLineGap
    for (place, index) in zip(places, members) {
      passages[index].y = place
      if isOvercrowded { continue }
      passages[index].top = max(gate.top, place - 0.3 * gap)
      passages[index].bottom = min(gate.bottom, place + 0.3 * gap)
    }
  }

  /// The ascending places nearest to wanted ones, in the sense of least squares, that keep a gap.
  ///
  /// Pool adjacent violators: M. Ayer et al., *An empirical distribution function for sampling with incomplete
  /// information* (1955).
  static func separated(_ wanted: [Double], gap: Double, from top: Double, to bottom: Double) -> [Double] {
    var pools: [(sum: Double, count: Int)] = []
    for (index, place) in wanted.enumerated() {
      var pool = (sum: place - Double(index) * gap, count: 1)
      while let last = pools.last, last.sum / Double(last.count) >= pool.sum / Double(pool.count) {
        pool = (pool.sum + last.sum, pool.count + last.count)
        pools.removeLast()
      }
      pools.append(pool)
    }
    let highest = max(top, bottom - Double(wanted.count - 1) * gap)
    let levels = pools.flatMap { pool in
      repeatElement(min(max(pool.sum / Double(pool.count), top), highest), count: pool.count)
    }
    return levels.enumerated().map { $1 + Double($0) * gap }
  }

  // MARK: - Curves

  /// Pulls each line taut between its gates, measured against its ideal curve.
  private mutating func straighten() {
    for line in spans.indices {
      let range = firstPassage[line]..<firstPassage[line + 1]
      guard range.count > 1 else { continue }
      for round in 0..<10 {
        for step in round.isMultiple(of: 2) ? Array(range) : range.reversed() {
          let before = step > range.lowerBound ? passages[step - 1].y - passages[step - 1].ideal : 0
          let after = step + 1 < range.upperBound ? passages[step + 1].y - passages[step + 1].ideal : 0
          let passage = passages[step]
          passages[step].y = min(max(passage.ideal + (before + after) / 2, passage.top), passage.bottom)
        }
      }
    }
  }

  /// A place through which a line goes, and where it may go instead.
  private struct Knot {
    var x: Double
    var y: Double
    var slope: Double
    var top: Double
    var bottom: Double
  }

  /// A stretch between two knots that are kept.
  private struct Stretch {
    let from: Knot
    let to: Knot
    /// Where between them a steep one goes up or down, from 0 to 1.
    var turn: Double?
  }

  private mutating func draw() {
    var stretches: [[Stretch]] = spans.indices.map { line in
      guard spans[line].course == .across else { return [] }
      return joined(knots(of: line))
    }
    spreadTurns(&stretches)
    let detours = detourPlaces()
    routes = spans.indices.map { line in
      switch spans[line].course {
      case .across: Self.route(stretches[line], isReversed: spans[line].isReversed, arrow: lines[line].arrowLength)
      case .downwards: straightRoute(line)
      case .around: detour(line, place: detours[line])
      }
    }
  }

  private func knots(of line: Int) -> [Knot] {
    let span = spans[line]
    let firstColumn = columnOfBox[span.leftBox]
    let (start, end) = (columns[firstColumn].right, columns[columnOfBox[span.rightBox]].left)
    let range = firstPassage[line]..<firstPassage[line + 1]
    let isNext = range.isEmpty
    let arrow = lines[line].arrowLength
    // The line proper ends where its arrow begins.
    let leftX = start + (span.isReversed ? arrow : 0)
    let rightX = end - (span.isReversed ? 0 : arrow)
    let straight = (span.rightY - span.leftY) / max(1, end - start)
    let bounded = isNext ? 0 : min(max(straight * (1 - Self.ease), -0.6), 0.6)
    var knots = [
      Knot(x: leftX, y: span.leftY + bounded * (leftX - start), slope: bounded, top: span.leftY, bottom: span.leftY)
    ]
    let last = Knot(
      x: rightX, y: span.rightY - bounded * (end - rightX), slope: bounded, top: span.rightY, bottom: span.rightY)
    for step in range {
      let column = columns[firstColumn + 1 + step - range.lowerBound]
      let passage = passages[step]
      // In a narrow gate a line is level; it rises and falls beside the cards.
      func isNarrow(_ step: Int) -> Bool { passages[step].bottom - passages[step].top < Self.narrowGate }
      var (before, beforeX, after, afterX) = (span.leftY, start, span.rightY, end)
      if step > range.lowerBound {
        let neighbor = columns[firstColumn + step - range.lowerBound]
        (before, beforeX) = (passages[step - 1].y, isNarrow(step - 1) ? neighbor.right : neighbor.middle)
      }
      if step + 1 < range.upperBound {
        let neighbor = columns[firstColumn + 2 + step - range.lowerBound]
        (after, afterX) = (passages[step + 1].y, isNarrow(step + 1) ? neighbor.left : neighbor.middle)
      }
      let falls = (passage.y - before) / max(1, column.middle - beforeX)
      let rises = (after - passage.y) / max(1, afterX - column.middle)
      // Level where it turns back, and never so steep that it would leave its gate beside a card.
      var slope = falls * rises <= 0 ? 0 : 2 * falls * rises / (falls + rises)
      let half = (column.right - column.left) / 2
      let room = min(passage.y - gates[passage.gate].top, gates[passage.gate].bottom - passage.y)
      let limit = max(0, room) / half
      slope = min(max(slope, -limit), limit)
      for x in [column.left, column.right] {
        knots.append(
          Knot(
            x: x, y: passage.y + slope * (x - column.middle), slope: slope, top: passage.top, bottom: passage.bottom))
      }
    }
    knots.append(last)
    return knots
  }

  /// Leaves out the knots without which a curve still goes through all gates.
  private func joined(_ knots: [Knot]) -> [Stretch] {
    var stretches: [Stretch] = []
    var here = 0
    while here < knots.count - 1 {
      var next = here + 1
      if fits(knots, here, knots.count - 1) {
        next = knots.count - 1
      } else {
        for step in [2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64] {
          guard here + step < knots.count else { break }
          if fits(knots, here, here + step) { next = here + step }
        }
      }
      stretches.append(Stretch(from: knots[here], to: knots[next]))
      here = next
    }
    return stretches
  }

  private func fits(_ knots: [Knot], _ first: Int, _ last: Int) -> Bool {
    let (a, b) = (knots[first], knots[last])
    let length = b.x - a.x
    guard length > 0 else { return false }
    func height(_ x: Double) -> Double {
      let t = (x - a.x) / length
      let u = 1 - t
      return a.y * u * u * (1 + 2 * t) + b.y * t * t * (3 - 2 * t) + length * t * u * (a.slope * u - b.slope * t)
    }
    func isInside(_ x: Double, _ knot: Knot) -> Bool {
      let y = height(x)
      return y >= knot.top - 0.6 && y <= knot.bottom + 0.6
    }
    for index in first + 1..<last {
      guard isInside(knots[index].x, knots[index]) else { return false }
      // The middle of the card whose two sides are knots.
      if !index.isMultiple(of: 2) {
        guard isInside((knots[index].x + knots[index + 1].x) / 2, knots[index]) else { return false }
      }
    }
    // A curve that ends or begins inside a column must not swing out of its gate there.
    if !first.isMultiple(of: 2), first > 0, first + 1 < last {
      guard isInside((a.x + knots[first + 1].x) / 2, knots[first]) else { return false }
    }
    return true
  }

  /// Gives steep stretches between two columns places of their own, in an order in which they do not cross.
  private func spreadTurns(_ stretches: inout [[Stretch]]) {
    var steep: [[(line: Int, index: Int)]] = [[(line: Int, index: Int)]](repeating: [], count: columns.count)
    for (line, parts) in stretches.enumerated() {
      for (index, part) in parts.enumerated() {
        let run = part.to.x - part.from.x
        guard abs(part.to.y - part.from.y) > 1.5 * run, run < 60 else { continue }
        var (low, high) = (0, columns.count)
        while low < high {
          let middle = (low + high) / 2
          if columns[middle].left < part.to.x - run / 2 { low = middle + 1 } else { high = middle }
        }
        steep[max(0, low - 1)].append((line, index))
      }
    }
    for (gap, members) in steep.enumerated() where !members.isEmpty {
      func key(_ member: (line: Int, index: Int)) -> Double {
        let part = stretches[member.line][member.index]
        let middle = (part.from.y + part.to.y) / 2
        return part.to.y > part.from.y ? -middle : middle
      }
      // Among those that go down, the lowest turns first; among those that go up, the highest. Detours turn before all.
      let keyed = members.map { (member: $0, key: key($0)) }
      let ordered = keyed.sorted { ($0.key, $0.member.line) < ($1.key, $1.member.line) }
      for (place, entry) in ordered.enumerated() {
        let part = stretches[entry.member.line][entry.member.index]
        let share = ordered.count == 1 ? 0.5 : Double(place) / Double(ordered.count - 1)
        let x = turnRange(afterColumn: gap).lowerBound
        let end = turnRange(afterColumn: gap).upperBound
        let turn = (x + (end - x) * share - part.from.x) / (part.to.x - part.from.x)
        stretches[entry.member.line][entry.member.index].turn = min(0.9, max(0.1, turn))
      }
    }
  }

  /// Where lines may go up or down after a column.
  private func turnRange(afterColumn column: Int) -> ClosedRange<Double> {
    let left = columns[column].right
    let width = column + 1 < columns.count ? columns[column + 1].left - left : 22
    // Folded stretches are wide; lines turn near the cards.
    let room = min(width, 40)
    let start = detourCounts[column].right > 0 ? 0.62 : 0.22
    let end = column + 1 < columns.count && detourCounts[column + 1].left > 0 && width == room ? 0.46 : 0.82
    return left + room * start...left + room * end
  }

  private static func route(_ stretches: [Stretch], isReversed: Bool, arrow: Double) -> PictureRoute {
    var points: [PicturePoint] = []
    for part in stretches {
      let (a, b) = (part.from, part.to)
      if points.isEmpty { points.append(PicturePoint(x: a.x, y: a.y)) }
      let run = b.x - a.x
      if let turn = part.turn {
        points += Self.turned(from: a, to: b, at: a.x + run * turn)
      } else {
        points.append(PicturePoint(x: a.x + run / 3, y: a.y + a.slope * run / 3))
        points.append(PicturePoint(x: b.x - run / 3, y: b.y - b.slope * run / 3))
      }
      points.append(PicturePoint(x: b.x, y: b.y))
    }
    let (first, last) = (stretches[0].from, stretches[stretches.count - 1].to)
    if isReversed {
      points.reverse()
      return PictureRoute(points: points, tip: PicturePoint(x: first.x - arrow, y: first.y - first.slope * arrow))
    }
    return PictureRoute(points: points, tip: PicturePoint(x: last.x + arrow, y: last.y + last.slope * arrow))
  }

  /// The control points of a stretch that goes up or down beside the cards, round at both corners.
  private static func turned(from a: Knot, to b: Knot, at x: Double) -> [PicturePoint] {
    let rise = b.y - a.y
    let corner = min(22, abs(rise) / 2) * (rise < 0 ? -1 : 1)
    let (above, below) = (a.y + corner, b.y - corner)
    func point(_ x: Double, _ y: Double) -> PicturePoint { PicturePoint(x: x, y: y) }
    let (out, back) = (0.7 * (x - a.x), 0.7 * (b.x - x))
    return [
      point(a.x + out, a.y + a.slope * out), point(x, above - 0.7 * corner), point(x, above),
      point(x, above + (below - above) / 3), point(x, below - (below - above) / 3), point(x, below),
      point(x, below + 0.7 * corner), point(b.x - back, b.y - b.slope * back),
    ]
  }

  // MARK: - Within a column

  /// Straight from a card to its neighbour above or below.
  private func straightRoute(_ line: Int) -> PictureRoute {
    let (tail, head) = (boxes[lines[line].tail], boxes[lines[line].head])
    let direction = head.y > tail.y ? 1.0 : -1.0
    let start = tail.y + direction * tail.height / 2
    let tip = head.y - direction * head.height / 2
    let arrow = min(lines[line].arrowLength, abs(tip - start) / 2)
    let end = tip - direction * arrow
    return PictureRoute(
      points: [
        PicturePoint(x: tail.x, y: start), PicturePoint(x: tail.x, y: start + (end - start) / 3),
        PicturePoint(x: head.x, y: end - (end - start) / 3), PicturePoint(x: head.x, y: end),
      ], tip: PicturePoint(x: head.x, y: tip))
  }

  /// How far out each line goes that leads around cards of its column, from 0 to 1: the longer, the farther.
  private func detourPlaces() -> [Double] {
    var places = [Double](repeating: 0, count: spans.count)
    var ofSide: [[Int]] = [[Int]](repeating: [], count: 2 * columns.count)
    for line in spans.indices where spans[line].course == .around {
      ofSide[2 * columnOfBox[spans[line].leftBox] + (spans[line].leadsLeft ? 0 : 1)].append(line)
    }
    for members in ofSide {
      let ordered = members.sorted {
        (abs(spans[$0].rightY - spans[$0].leftY), $0) < (abs(spans[$1].rightY - spans[$1].leftY), $1)
      }
      for (place, line) in ordered.enumerated() { places[line] = Double(place + 1) / Double(ordered.count) }
    }
    return places
  }

  private func detour(_ line: Int, place: Double) -> PictureRoute {
    let span = spans[line]
    let column = columns[columnOfBox[span.leftBox]]
    let arrow = lines[line].arrowLength
    let side = span.leadsLeft ? -1.0 : 1.0
    let x = span.leadsLeft ? column.left : column.right
    let tip = arrow * side
    let out = (arrow + 1.5 + 5 * place) * side
    let turn = min(14, abs(span.rightY - span.leftY) / 2)
    let direction = span.rightY > span.leftY ? 1.0 : -1.0
    let (start, end) = (span.leftY, span.rightY)
    func point(_ distance: Double, _ y: Double) -> PicturePoint { PicturePoint(x: x + distance, y: y) }
    return PictureRoute(
      points: [
        point(0, start), point(out * 0.6, start), point(out, start + direction * turn * 0.3),
        point(out, start + direction * turn),
        point(out, start + (end - start) / 3), point(out, end - (end - start) / 3), point(out, end - direction * turn),
        point(out, end - direction * turn * 0.3), point(tip + (out - tip) * 0.6, end),
        point(tip, end),
      ], tip: point(0, end))
  }
}
