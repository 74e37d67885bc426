/// One run of the Leiden algorithm: memory for a partition and for the steps that better it.
///
/// A node moves where it gains most; the gain of being in a community is the weight of its relations there less
/// `penalty` × its mass × the mass of the others there.
struct LeidenRun: ~Copyable {
  /// Where each paper is, after ``iterate(_:)``.
  let membership: Buffer<UInt32>
  private let penalty: Double
  private let randomness: Double
  private var random: RandomSequence

  // For each node of the level at hand.
  private let community: Buffer<UInt32>
  private let refined: Buffer<UInt32>
  private let order: Buffer<UInt32>
  private let queue: Buffer<UInt32>
  private let isQueued: Buffer<Bool>
  // For each community of the level at hand; those of the refinement are numbered like its nodes.
  private let mass: Buffer<Double>
  private let size: Buffer<UInt32>
  private let refinedMass: Buffer<Double>
  private let refinedSize: Buffer<UInt32>
  /// The weight of the relations of a refined community with the rest of its community.
  private let cut: Buffer<Double>
  // Scratch. The links of all communities are zero between uses.
  private let links: Buffer<UInt32>
  private let touched: Buffer<UInt32>
  private let chances: Buffer<Double>
  private let places: Buffer<UInt32>
  /// For each paper, its node of the level at hand.
  private let node: Buffer<UInt32>

  /// Starts with each paper alone.
  init(paperCount count: Int, penalty: Double, randomness: Double, seed: UInt64) {
    self.penalty = penalty
    self.randomness = randomness
    random = RandomSequence(seed: seed)
    membership = Buffer(count: count)
    community = Buffer(count: count)
    refined = Buffer(count: count)
    order = Buffer(count: count)
    queue = Buffer(count: count)
    isQueued = Buffer(count: count)
    mass = Buffer(count: count)
    size = Buffer(count: count)
    refinedMass = Buffer(count: count)
    refinedSize = Buffer(count: count)
    cut = Buffer(count: count)
    links = Buffer(count: count)
    touched = Buffer(count: count + 1)
    chances = Buffer(count: count)
    places = Buffer(count: count + 1)
    node = Buffer(count: count)
    for row in 0..<count { membership[row] = UInt32(row) }
  }

  /// Betters ``membership`` level by level: moves nodes, refines, joins what the refinement found, and so on until
  /// each community is one node. Splits what is not connected, which only betters it.
  mutating func iterate(_ base: LeidenPointers) {
    let count = base.nodeCount
    for row in 0..<count {
      community[row] = membership[row]
      node[row] = UInt32(row)
    }
    var level = merge(base)
    while let current = consume level {
      level = merge(current.pointers)
      withExtendedLifetime(current) {}
    }
    for row in 0..<count { membership[row] = community[Int(node[row])] }
    splitDisconnected(base)
  }

  /// Moves and refines the nodes of a level. Returns the next level, or `nil` if there is nothing left to join; then
  /// ``community`` and ``node`` say where papers are.
  private mutating func merge(_ level: LeidenPointers) -> LeidenLevel? {
    moveNodes(level)
    var communityCount = 0
    for number in 0..<level.nodeCount where size[number] > 0 { communityCount += 1 }
    if communityCount == level.nodeCount { return nil }
    let refinedCount = refine(level)
    if refinedCount == level.nodeCount { return nil }
    return aggregate(level, into: refinedCount)
  }

  // MARK: Moving

  /// Moves single nodes while any gains by it. When one has moved, its neighbours elsewhere are looked at again.
  private mutating func moveNodes(_ level: LeidenPointers) {
    let count = level.nodeCount
    let (community, mass, size) = (community.base, mass.base, size.base)
    let (queue, isQueued) = (queue.base, isQueued.base)
    let (links, touched, empty) = (links.base, touched.base, places.base)
    for number in 0..<count { (mass[number], size[number]) = (0, 0) }
    for node in 0..<count {
      let own = Int(community[node])
      mass[own] += level.masses[node]
      size[own] += 1
    }
    var emptyCount = 0
    for number in stride(from: count - 1, through: 0, by: -1) where size[number] == 0 {
      empty[emptyCount] = UInt32(number)
      emptyCount += 1
    }
    random.shuffle(order.base, count: count)
    var queuedCount = 0
    for position in 0..<count {
      let node = order[position]
      // A node without relations gains nowhere.
      if level.offsets[Int(node)] == level.offsets[Int(node) + 1] { continue }
      queue[queuedCount] = node
      isQueued[Int(node)] = true
      queuedCount += 1
    }
    var head = 0
    var tail = queuedCount == count ? 0 : queuedCount

    while queuedCount > 0 {
      let node = Int(queue[head])
      head += 1
      if head == count { head = 0 }
      queuedCount -= 1
      isQueued[node] = false

      let own = Int(community[node])
      let (start, end) = (level.offsets[node], level.offsets[node + 1])
      var touchedCount = 0
      var strength = 0
      if let weights = level.weights {
        for position in start..<end {
          let number = community[Int(level.neighbors[position])]
          let known = links[Int(number)]
          touched[touchedCount] = number
          touchedCount &+= known == 0 ? 1 : 0
          links[Int(number)] = known &+ weights[position]
          strength &+= Int(weights[position])
        }
      } else {
        for position in start..<end {
          let number = community[Int(level.neighbors[position])]
          let known = links[Int(number)]
          touched[touchedCount] = number
          touchedCount &+= known == 0 ? 1 : 0
          links[Int(number)] = known &+ 1
        }
        strength = end - start
      }
      let ownMass = level.masses[node]
      let price = penalty * ownMass
      mass[own] -= ownMass
      var best = own
      var bestGain = Double(links[own]) - price * mass[own]
      // Less than this is the rounding of a gain; moving for it could go round for ever.
      let slack = 1e-12 * Double(strength)
      for position in 0..<touchedCount {
        let number = Int(touched[position])
        let gain = Double(links[number]) - price * mass[number]
        links[number] = 0
        if gain > bestGain + slack {
          best = number
          bestGain = gain
        }
      }
      if bestGain < -slack, size[own] > 1 { best = Int(empty[emptyCount - 1]) }
      mass[best] += ownMass
      if best == own { continue }
      if size[best] == 0 { emptyCount -= 1 }
      size[best] += 1
      size[own] -= 1
      if size[own] == 0 {
        empty[emptyCount] = UInt32(own)
        emptyCount += 1
      }
      community[node] = UInt32(best)
      for position in start..<end {
        let neighbor = Int(level.neighbors[position])
        if isQueued[neighbor] || community[neighbor] == UInt32(best) { continue }
        isQueued[neighbor] = true
        queue[tail] = UInt32(neighbor)
        tail += 1
        if tail == count { tail = 0 }
        queuedCount += 1
      }
    }
  }

  // MARK: Refining

  /// Divides each community anew, from single nodes, by joining those that are well connected within it. Returns how
  /// many parts there are.
  private mutating func refine(_ level: LeidenPointers) -> Int {
    let count = level.nodeCount
    let (community, refined, mass) = (community.base, refined.base, mass.base)
    let (partMass, partSize, cut) = (refinedMass.base, refinedSize.base, cut.base)
    let (links, touched, chances) = (links.base, touched.base, chances.base)
    for node in 0..<count {
      let own = community[node]
      var inside = 0
      let range = level.offsets[node]..<level.offsets[node + 1]
      if let weights = level.weights {
        for position in range {
          inside &+= community[Int(level.neighbors[position])] == own ? Int(weights[position]) : 0
        }
      } else {
        for position in range { inside &+= community[Int(level.neighbors[position])] == own ? 1 : 0 }
      }
      refined[node] = UInt32(node)
      partMass[node] = level.masses[node]
      partSize[node] = 1
      cut[node] = Double(inside)
    }
    var partCount = count
    // Communities do not touch each other here, so one random order serves all of them.
    random.shuffle(order.base, count: count)
    for position in 0..<count {
      let node = Int(order[position])
      let own = community[node]
      let whole = mass[Int(own)]
      let nodeMass = level.masses[node]
      // Only a node still alone, and well connected with the rest of its community, joins a part.
      guard partSize[node] == 1, Int(refined[node]) == node, cut[node] > 0,
        cut[node] >= penalty * nodeMass * (whole - nodeMass)
      else { continue }

      var touchedCount = 0
      for position in level.offsets[node]..<level.offsets[node + 1] {
        let neighbor = Int(level.neighbors[position])
        guard community[neighbor] == own else { continue }
        let part = refined[neighbor]
        let known = links[Int(part)]
        touched[touchedCount] = part
        touchedCount &+= known == 0 ? 1 : 0
        links[Int(part)] = known &+ (level.weights.map { $0[position] } ?? 1)
      }
      var bestGain = 0.0
      for position in 0..<touchedCount {
        let part = Int(touched[position])
        let partMass = partMass[part]
        let gain = Double(links[part]) - penalty * nodeMass * partMass
        let isWellConnected = cut[part] >= penalty * partMass * (whole - partMass)
        chances[position] = isWellConnected ? gain : -1
        if isWellConnected, gain > bestGain { bestGain = gain }
      }
      // Staying alone gains 0 and is a choice like any other.
      let alone = PortableMath.exp(-bestGain / randomness)
      var total = alone
      for position in 0..<touchedCount where chances[position] >= 0 {
        total += PortableMath.exp((chances[position] - bestGain) / randomness)
      }
      var chosen = node
      var drawn = random.unit() * total - alone
      if drawn >= 0 {
        for position in 0..<touchedCount where chances[position] >= 0 {
          chosen = Int(touched[position])
          drawn -= PortableMath.exp((chances[position] - bestGain) / randomness)
          if drawn < 0 { break }
        }
      }
      if chosen != node {
        cut[chosen] += cut[node] - 2 * Double(links[chosen])
        partMass[chosen] += nodeMass
        partSize[chosen] += 1
        refined[node] = UInt32(chosen)
        partSize[node] = 0
        partCount -= 1
      }
      for position in 0..<touchedCount { links[Int(touched[position])] = 0 }
    }
    return partCount
  }

  // MARK: Joining

  /// The level whose nodes are the parts of the refinement, each in the community it came from.
  private mutating func aggregate(_ level: LeidenPointers, into partCount: Int) -> LeidenLevel {
    let count = level.nodeCount
    let (community, refined, order) = (community.base, refined.base, order.base)
    let (links, touched, places, number) = (links.base, touched.base, places.base, queue.base)
    // Parts are numbered by their first node; their nodes are sorted by part.
    var numbered = 0
    for node in 0..<count { number[node] = .max }
    for node in 0..<count {
      let part = Int(refined[node])
      if number[part] == .max {
        number[part] = UInt32(numbered)
        numbered += 1
      }
      refined[node] = number[part]
    }
    for part in 0...partCount { places[part] = 0 }
    for node in 0..<count { places[Int(refined[node]) + 1] += 1 }
    for part in 0..<partCount { places[part + 1] += places[part] }
    for node in 0..<count {
      let part = Int(refined[node])
      order[Int(places[part])] = UInt32(node)
      places[part] += 1
    }

    let offsets = Buffer<Int>(count: partCount + 1)
    let masses = Buffer<Double>(count: partCount)
    let neighbors = Buffer<UInt32>(count: level.offsets[count])
    let weights = Buffer<UInt32>(count: level.offsets[count])
    var filled = 0
    var position = 0
    for part in 0..<partCount {
      let first = position
      // Each place has moved to the end of its part.
      let end = Int(places[part])
      var touchedCount = 0
      var mass = 0.0
      while position < end {
        let node = Int(order[position])
        position += 1
        mass += level.masses[node]
        let range = level.offsets[node]..<level.offsets[node + 1]
        if let given = level.weights {
          for relation in range {
            let other = refined[Int(level.neighbors[relation])]
            let known = links[Int(other)]
            touched[touchedCount] = other
            touchedCount &+= known == 0 ? 1 : 0
            links[Int(other)] = known &+ given[relation]
          }
        } else {
          for relation in range {
            let other = refined[Int(level.neighbors[relation])]
            let known = links[Int(other)]
            touched[touchedCount] = other
            touchedCount &+= known == 0 ? 1 : 0
            links[Int(other)] = known &+ 1
          }
        }
      }
      masses[part] = mass
      for place in 0..<touchedCount {
        let other = Int(touched[place])
        if other != part {
          neighbors[filled] = UInt32(other)
          weights[filled] = links[other]
          filled += 1
        }
        links[other] = 0
      }
      offsets[part + 1] = filled
      // Kept aside until all parts are read: the numbers of nodes and of parts overlap.
      number[part] = community[Int(order[first])]
    }
    // Communities are numbered by their first part, so that numbers stay below the count of nodes.
    for place in 0..<count { places[place] = .max }
    numbered = 0
    for part in 0..<partCount {
      let old = Int(number[part])
      if places[old] == .max {
        places[old] = UInt32(numbered)
        numbered += 1
      }
      community[part] = places[old]
    }
    for row in 0..<node.count { node[row] = refined[Int(node[row])] }
    return LeidenLevel(
      nodeCount: partCount, offsets: offsets, neighbors: neighbors, weights: weights, masses: masses)
  }

  // MARK: Papers

  /// Makes each connected part of a community a community of its own, and numbers them by their first row.
  private mutating func splitDisconnected(_ level: LeidenPointers) {
    let count = level.nodeCount
    let (membership, part, queue) = (membership.base, refined.base, queue.base)
    for row in 0..<count { part[row] = .max }
    var partCount: UInt32 = 0
    for start in 0..<count where part[start] == .max {
      part[start] = partCount
      queue[0] = UInt32(start)
      var (head, tail) = (0, 1)
      while head < tail {
        let row = Int(queue[head])
        head += 1
        for position in level.offsets[row]..<level.offsets[row + 1] {
          let neighbor = Int(level.neighbors[position])
          if part[neighbor] == .max, membership[neighbor] == membership[start] {
            part[neighbor] = partCount
            queue[tail] = UInt32(neighbor)
            tail += 1
          }
        }
      }
      partCount += 1
    }
    for row in 0..<count { membership[row] = part[row] }
  }
}
