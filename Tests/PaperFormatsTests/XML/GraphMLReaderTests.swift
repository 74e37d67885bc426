import PaperLineage
import Testing

@testable import PaperFormats

struct GraphMLReaderTests {
  private let text = """
    <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="u">
      <key id="d0" for="node" attr.name="title" attr.type="string"/>
      <key id="d1" for="node" attr.name="year" attr.type="double"><default> 1999 </default></key>
      <key id="d2" for="edge" attr.name="kind" attr.type="string"/>
      <key id="d0" for="edge" attr.name="weight" attr.type="double"/>
      <key id="d3" for="node" yfiles.type="nodegraphics"/>
      <key id="d4" for="node" attr.name="DOI" attr.type="string"/>
      <graph edgedefault="directed">
        <node id="a"><data key="d0">Llama 2: Open
          Models</data><data key="d1">2023.0</data><data key="d4">10.1/A</data><port name="p"/></node>
        <node id="b"><data key="d3"><y:ShapeNode><y:NodeLabel>Attention</y:NodeLabel><y:node/></y:ShapeNode></data>
          <graph edgedefault="undirected"><node id="c"/><edge source="c" target="b"/></graph></node>
        <edge source="a" target="b"><data key="d2">cito:extends</data></edge>
        <edge source="a" target="c" directed="false"/>
        <edge source="b" target="c" directed="true"><data key="d2">likes</data></edge>
        <edge source="b" target="nobody"/>
        <hyperedge><endpoint node="a"/><endpoint node="b"/><endpoint node="c"/></hyperedge>
      </graph>
    </graphml>
    """

  @Test func nodesAreRecordsAndDirectedEdgesReferences() throws {
    let reading = GraphMLReader.read(CorpusFile(name: "g.graphml", text: text))
    let records = Dictionary(uniqueKeysWithValues: reading.records.map { ($0.localKeys.first ?? "", $0) })
    #expect(Set(records.keys) == ["a", "b", "c"] && reading.unread.isEmpty)
    let a = try #require(records["a"])
    #expect(a.paper.title == "Llama 2: Open Models" && a.paper.name == "Llama 2")
    #expect(a.paper.versions.map { "\($0.date)" } == ["2023"])
    #expect(a.paper.identifier(.doi) == "10.1/a")
    #expect(a.references.map(\.localKey) == ["b"] && a.references.map(\.kind) == [.extends])
    let b = try #require(records["b"])
    #expect(b.paper.title == "Attention" && b.paper.versions.map { "\($0.date)" } == ["1999"])
    #expect(b.references.map(\.localKey) == ["c", "nobody"] && b.references.map(\.kind) == [.cites, .cites])
    #expect(b.references.first?.place?.line == 15)
    #expect(Set(reading.ignored.map(\.reason)) == ["an undirected edge", "a hyperedge has more than two ends"])
    #expect(reading.ignored.count == 3)
    #expect(reading.diagnostics.contains { $0.message.contains("“nobody”") })
    #expect(reading.diagnostics.contains { $0.message.contains("2 edges have no direction") })
    #expect(reading.diagnostics.contains { $0.message.contains("likes") })
  }

  @Test func arcsMayRunTheOtherWay() throws {
    let reading = GraphMLReader.read(CorpusFile(name: "g.graphml", text: text), direction: .citedFirst)
    let records = Dictionary(uniqueKeysWithValues: reading.records.map { ($0.localKeys.first ?? "", $0) })
    #expect(records["b"]?.references.map(\.localKey) == ["a"])
    #expect(records["a"]?.references.isEmpty == true)
  }

  @Test func nodesOfOneIdStayApart() {
    let reading = GraphMLReader.read(
      CorpusFile(
        name: "g", text: "<graphml><graph edgedefault='directed'><node id='1'/><node id='1'/><node/></graph></graphml>")
    )
    #expect(reading.records.map(\.localKeys) == [["1"], []])
    #expect(reading.unread.map(\.reason) == ["a node without an id or a label"])
    #expect(reading.diagnostics.map(\.code) == [.duplicateID])
  }
}

struct GEXFReaderTests {
  @Test(arguments: ["1.1draft", "1.2draft", "1.3"])
  func attributesSpellsAndKindsAreRead(_ version: String) throws {
    let text = """
      <gexf xmlns="http://www.gexf.net/\(version)" xmlns:viz="http://www.gexf.net/\(version)/viz">
        <meta lastmodifieddate="2020-01-01"><creator>x</creator></meta>
        <graph mode="dynamic" defaultedgetype="directed" timeformat="date">
          <attributes class="node" mode="static"><attribute id="0" title="doi" type="string"/>
            <attribute id="1" title="venue" type="string"><default>NeurIPS</default></attribute></attributes>
          <attributes class="edge"><attribute id="0" title="kind" type="string"/></attributes>
          <nodes>
            <node id="a" label="BERT: Pre-training" start="2018-10-11"><viz:size value="3"/>
              <attvalues><attvalue for="0" value="10.1/b"/></attvalues></node>
            <node id="b" label="Attention"><spells><spell start="2019" end="2020"/><spell start="2017-06-12"/></spells>
              <nodes><node id="c" label="Inner" startopen="2001.0"/></nodes></node>
            <node id="d" label="Old"><spells><spell end="3"/><spell start="2000"/></spells></node>
          </nodes>
          <edges>
            <edge id="0" source="a" target="b"><attvalues><attvalue for="0" value="usesMethodIn"/></attvalues></edge>
            <edge id="1" source="b" target="c" type="undirected"/><edge id="2" source="c" target="d" label="Updates"/>
          </edges>
        </graph>
      </gexf>
      """
    let reading = GEXFReader.read(CorpusFile(name: "g.gexf", text: text))
    let records = Dictionary(uniqueKeysWithValues: reading.records.map { ($0.localKeys.first ?? "", $0) })
    #expect(Set(records.keys) == ["a", "b", "c", "d"])
    let dates = records.mapValues { $0.paper.versions.map { "\($0.date)" } }
    #expect(dates == ["a": ["2018-10-11"], "b": ["2017-06-12"], "c": ["2001"], "d": []])
    #expect(records["a"]?.paper.title == "BERT: Pre-training" && records["a"]?.paper.name == "BERT")
    #expect(records["a"]?.paper.identifier(.doi) == "10.1/b")
    #expect(records["a"]?.paper.publication.venue == "NeurIPS")
    #expect(records["a"]?.references.map(\.kind) == [.usesMethodIn])
    #expect(records["c"]?.references.map(\.kind) == [.updates])
    #expect(reading.ignored.count == 1 && reading.unread.isEmpty)
  }

  @Test func edgesAreUndirectedUnlessTheySaySo() {
    let reading = GEXFReader.read(
      CorpusFile(
        name: "g",
        text:
          "<gexf><graph><nodes><node id='a'/><node id='b'/></nodes><edges><edge source='a' target='b'/></edges></graph></gexf>"
      ))
    #expect(reading.ignored.map(\.text) == ["<edge source='a' target='b'/>"])
    #expect(reading.records.allSatisfy { $0.references.isEmpty })
  }
}
