package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Local edits give the bytes that the same edits give in Yjs 13.6.33 with client id 1. */
class YjsBytesTest {
    private final Doc doc = new Doc(DocOptions.builder().clientId(1).build());
    private final YText text = doc.getText("t");

    private void assertBytes(String hex) {
        assertThat(HexFormat.of().formatHex(doc.encodeStateAsUpdate().toV1())).isEqualTo(hex);
    }

    @Test
    void textIsInsertedBehindTombstones() {
        text.insert(0, "abcd");
        text.delete(1, 2);
        text.insert(1, "X");
        assertBytes("01040100040101740161810100028401020164c40102010301580101010102");
    }

    @Test
    void textInheritsAttributesOrNegatesThem() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("bold", true);
        attributes.put("7", 1);
        text.insert(0, "ab", attributes);
        text.insert(1, "c");
        text.insert(1, "d", Map.of("italic", "x"));
        text.insert(2, "e", Map.of());
        assertBytes(
                "01110100060101740137013186010004626f6c640474727565840101016184010201628601030137046e756c6c86010404626f6c64"
                        + "046e756c6cc4010201030163c6010201060137046e756c6cc601070106066974616c6963032278"
                        + "22c60108010604626f6c64046e756c6cc4010901060164c6010a010601370131c6010b0106066974616c6963046e756c6cc6010c0106"
                        + "04626f6c640474727565c6010a010b066974616c6963046e756c6cc4010e010b0165c6010f010b066974616c69630322782200");
    }

    @Test
    void formatPastTheEndAppendsNewlines() {
        text.insert(0, "ab");
        text.format(1, 3, Map.of("bold", true));
        Map<String, Object> notBold = new LinkedHashMap<>();
        notBold.put("bold", null);
        text.format(3, 5, notBold);
        assertBytes(
                "010801000401017401618401000162c60100010104626f6c640474727565840101010a840103010a81010401c60103010404626f6c"
                        + "64046e756c6c840105040a0a0a0a0101010501");
    }

    @Test
    void deletingTextDeletesFormatsThatSayNothing() {
        text.insert(0, "abc");
        text.format(1, 1, Map.of("bold", true));
        text.delete(1, 1);
        text.format(0, 2, Map.of("c", Map.of("x", 1)));
        text.delete(0, 9);
        assertBytes("0107010001010174018101000181010101c10100010101c1010101020141010001810102010101010007");
    }

    @Test
    void deltaGoesThroughTheText() {
        text.applyDelta(Delta.builder()
                .insert("Hello", Map.of("b", true))
                .insert(Map.of("img", 1))
                .insert("\n")
                .build());
        Map<String, Object> notB = new LinkedHashMap<>();
        notB.put("b", null);
        text.applyDelta(Delta.builder()
                .retain(2)
                .delete(2)
                .retain(1, notB)
                .insert("x")
                .retain(4, Map.of("i", 1))
                .build());
        assertBytes(
                "010c0100060101740162047472756584010002486581010202840104016f81010501850106097b22696d67223a317d840107010ac6"
                        + "010401050162046e756c6cc4010601070178c6010a010701690131840108020a0a86010d0169046e756c6c01010203020601");
    }

    @Test
    void embeddedTypesNegateAttributes() {
        text.insert(0, "ab", Map.of("b", 1));
        text.insertMap(1).set("k", 1);
        text.setAttribute("a", "v");
        text.removeAttribute("a");
        assertBytes(
                "010901000601017401620131840100016184010101628601020162046e756c6cc6010101020162046e756c6cc70104010201c60105"
                        + "01020162013128000105016b017d01210101740161010101010801");
    }

    @Test
    void oneAttributeObjectIsCleanedUpWhereTwoEqualOnesAreNot() {
        Map<String, Object> color = Map.of("x", 1);
        text.applyDelta(coloredAround(color, color));
        text.delete(1, 1);
        assertBytes("01050100060101740163077b2278223a317d84010001618101010384010401648601050163046e756c6c0101010203");
    }

    @Test
    void twoEqualAttributeObjectsStay() {
        text.applyDelta(coloredAround(new LinkedHashMap<>(Map.of("x", 1)), new LinkedHashMap<>(Map.of("x", 1))));
        text.delete(1, 1);
        assertBytes(
                "01060100060101740163077b2278223a317d8401000161810101028601030163077b2278223a317d84010401648601050163046e75"
                        + "6c6c0101010202");
    }

    private static Delta coloredAround(Map<String, Object> first, Map<String, Object> second) {
        return Delta.builder()
                .insert("a", Map.of("c", first))
                .insert("b")
                .insert("d", Map.of("c", second))
                .build();
    }

    @Test
    void elementsAreInsertedBeforeTombstones() {
        YArray array = doc.getArray("a");
        array.insert(0, 1, 2, 3, 4);
        array.delete(1, 2);
        array.insert(1, "x");
        array.insert(0, "y");
        array.delete(3);
        array.push("z");
        assertBytes("0105010008010161017d0181010003c80100010101770178480100017701798801030177017a0101010103");
    }

    @Test
    void valuesArePackedIntoRuns() {
        YArray array = doc.getArray("a");
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("b", 1);
        object.put("2", 2.0);
        List<Object> list = Arrays.asList(BigInteger.valueOf(5), Undefined.INSTANCE);
        array.insert(0, 1, "a", new byte[] {1, 2}, null, true, object, list, new byte[0]);
        array.insertArray(1);
        assertBytes(
                "0106010008010161017d0188010001770161830101020102880102047e78760201327d0201627d0175027a00000000000000057f83"
                        + "010600c7010001010000");
    }

    @Test
    void entriesOfMaps() {
        YMap map = doc.getMap("m");
        map.set("k", 1);
        map.set("k", 2L);
        map.delete("k");
        map.set("k", Undefined.INSTANCE);
        map.set("n", BigInteger.valueOf(5));
        map.setText("t");
        map.set("b", new byte[] {9});
        map.clear();
        map.set("k", -0.0);
        assertBytes("010501002101016d016b032101016d016e012101016d0174012101016d016201a80102017d400101010006");
    }

    @Test
    void xmlIsBornInPlace() {
        YXmlFragment xml = doc.getXmlFragment("x");
        YXmlElement paragraph = xml.insertElement(0, "P");
        YXmlText words = xml.pushText();
        paragraph.setAttribute("w", 5);
        paragraph.insertHook(0, "h");
        Map<String, Object> bold = new LinkedHashMap<>();
        bold.put("z", 1);
        bold.put("a", "q");
        words.insert(0, "hi", Map.of("b", bold));
        xml.delete(0);
        xml.pushElement("q");
        assertBytes(
                "0107010001010178018701000600020600010101620f7b227a223a312c2261223a2271227d8401040268698601060162046e756c6c"
                        + "87010103017101010200010202");
        assertThat(xml.toString()).isEqualTo("<b a=\"q\" z=\"1\">hi</b><q></q>");
    }

    @Test
    void editsOnADeletedTypeAreKeptButDead() {
        YText nested = doc.getArray("a").insertText(0);
        nested.insert(0, "x");
        doc.getArray("a").delete(0);
        nested.insert(0, "y");
        assertBytes("010301000101016101000101000100010101010003");
        assertThat(nested.toString()).isEmpty();
    }

    /** Nobody writes such a struct; Yjs links the entry to the elements that are known, wherever they lie. */
    @Test
    void aStructThatGoesOnUnderAKeyAfterElementsElsewhere() {
        Doc other = new Doc(DocOptions.builder().clientId(31).build());
        other.getText("t").insert(0, "abcdef");
        doc.applyUpdate(other.encodeStateAsUpdate());
        YMap map = doc.getMap("u");
        doc.applyUpdate(Update.fromV1(
                HexFormat.of().parseHex("01011f0028010175047365656e0a7d007d017d027d037d047d057d067d077d087d0900")));
        assertBytes("01021f000101017406a81f05047d067d077d087d09011f010006");
        assertThat(map.toJson()).isEqualTo(Map.of("seen", 9L));
        assertThat(text.toString()).isEmpty();
        map.delete("seen");
        map.set("seen", 1);
        assertThat(map.toJson()).isEqualTo(Map.of("seen", 1L));
    }

    /** The source has 8 elements, among them a map, an element and a text. */
    private static YArray source() {
        YArray source = new Doc().getArray("s");
        source.push(1, "two", null);
        YMap map = source.pushMap();
        source.push(new byte[] {7}, Map.of("a", List.of(1)));
        map.set("z", 1);
        map.set("1", true);
        map.setArray("arr").push("x");
        map.delete("z");
        map.set("z", "again");
        YXmlElement element = source.pushXmlElement("P");
        element.pushText().insert(0, "hi");
        element.pushElement("b");
        element.setAttribute("k", "v");
        element.setAttribute("7", "seven");
        YText text = source.pushText();
        text.insert(0, "abc", Map.of("bold", true));
        text.insert(3, "d");
        text.insertEmbed(1, Map.of("img", "u"), Map.of("em", Map.of()));
        text.delete(0, 1);
        text.setAttribute("whole", 1);
        return source;
    }

    @Test
    void copiesOfTypesAreWrittenAsYjsWritesClones() {
        YArray source = source();
        doc.getArray("u").insertCopy(0, source);
        YMap copy = doc.getMap("m").setCopy("k", (YMap) source.get(3));
        assertThat(copy.toJson()).isEqualTo(Map.of("1", true, "z", "again", "arr", List.of("x")));
        assertBytes(
                "011b0100070101750008000100037d01770374776f7e8701030128000104017a017705616761696e28000104013101782700"
                        + "0104036172720008000107017701788301040107880109017601016175017d0187010a0301500700010b060400010c026869"
                        + "87010c0301622800010b0137017705736576656e2800010b016b0177017687010b020600011202656d027b7d8501130b7b22"
                        + "696d67223a2275227d86011402656d046e756c6c86011504626f6c6404747275658401160362636486011904626f6c64046e"
                        + "756c6c2701016d016b012800011b017a017705616761696e2800011b013101782700011b03617272000800011e0177017800");
    }
}
