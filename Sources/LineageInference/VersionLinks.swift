import PaperLineage

/// Finds next versions by names alone: Llama 2 updates LLaMA, BLIP-2 updates BLIP.
enum VersionLinks {
  /// A name taken apart: the stem, and the number behind it if it has one.
  struct VersionedName: Equatable {
    let stem: String
    let version: [Int]
  }

  /// Takes a name apart. The number must be all that follows the stem: `Code Llama`, `GPT-4V` and `Qwen-VL` are no
  /// versions of anything.
  static func parse(_ name: String) -> VersionedName? {
    let key = NameKey(name).text
    guard let firstDigit = key.firstIndex(where: { "0"..."9" ~= $0 }) else {
      return key.isEmpty ? nil : VersionedName(stem: key, version: [])
    }
    var stem = String(key[..<firstDigit])
    // “v2” is 2.
    if stem.hasSuffix("v"), stem.count > 2 { stem.removeLast() }
    let number = key[firstDigit...]
    let parts = number.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard stem.count >= 2, !parts.isEmpty, parts.count <= 2, parts.allSatisfy({ $0.map { $0 < 100 } ?? false }) else {
      return nil
    }
    return VersionedName(stem: stem, version: parts.compactMap { $0 })
  }

  struct Link: Equatable {
    let later: Int
    let earlier: Int
    /// The two names that say so.
    let names: [String]
  }

  /// For each work that is a later version of another, the one just before it: the same stem, the next lower number,
  /// not a later date.
  ///
  /// A work without number counts as version 1.
  static func links(among works: [(names: [String], date: PublicationDate?)]) -> [Link] {
    var byStem: [String: [(work: Int, version: [Int], name: String)]] = [:]
    for (index, work) in works.enumerated() {
      var seen: Set<String> = []
      for name in work.names {
        guard let parsed = parse(name), seen.insert("\(parsed)").inserted else { continue }
        byStem[parsed.stem, default: []].append((index, parsed.version.isEmpty ? [1] : parsed.version, name))
      }
    }
    var links: [Link] = []
    for (_, members) in byStem.sorted(by: { $0.key < $1.key }) where members.count > 1 {
      for member in members {
        let earlier = members.filter { other in
          guard other.work != member.work, other.version.lexicographicallyPrecedes(member.version) else { return false }
          guard let date = works[member.work].date, let otherDate = works[other.work].date else { return true }
          return !date.isCertainlyBefore(otherDate)
        }
        // A jump from 1 to 4 is no next version.
        guard let nearest = earlier.max(by: { $0.version.lexicographicallyPrecedes($1.version) }),
          member.version[0] - nearest.version[0] <= 1,
          !links.contains(where: { $0.later == member.work && $0.earlier == nearest.work })
        else { continue }
        links.append(Link(later: member.work, earlier: nearest.work, names: [member.name, nearest.name]))
      }
    }
    return links
  }
}
