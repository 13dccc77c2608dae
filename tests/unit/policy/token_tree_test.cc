#include "lib/policy/token_tree.h"

#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/philox.h"

namespace waypost::policy {
namespace {

// A parsed text and everything it needs to stay alive.
struct Parsed {
  std::shared_ptr<const SourceFiles> files;
  std::unique_ptr<DiagnosticSink> sink;
  TokenTree tree;
};

Parsed Parse(std::string text, const ReaderLimits& limits = {}) {
  auto files = std::make_shared<SourceFiles>();
  files->emplace_back("a", std::move(text));
  Parsed parsed;
  parsed.files = files;
  parsed.sink = std::make_unique<DiagnosticSink>(files);
  size_t nodes_left = limits.max_nodes;
  parsed.tree = ParseTokenTree((*files)[0], 0, limits, &nodes_left, parsed.sink.get());
  return parsed;
}

// "file(field(scalar) ...)": the kinds of a node and what is below it.
std::string Shape(const TokenTree& tree, uint32_t node = 0) {
  static const char* const kNames[] = {"file", "field", "scalar", "message", "list", "refused"};
  std::string shape = kNames[static_cast<int>(tree.nodes[node].kind)];
  std::string below;
  for (uint32_t i = node + 1; i < tree.nodes[node].end_node; i = tree.nodes[i].end_node) {
    below += (below.empty() ? "" : " ") + Shape(tree, i);
  }
  return below.empty() ? shape : shape + "(" + below + ")";
}

struct ShapeCase {
  const char* name;
  std::string text;
  const char* shape;
  const char* codes;  // of the findings
};

class ShapeTest : public testing::TestWithParam<ShapeCase> {};

TEST_P(ShapeTest, TheTreeHoldsWhatCouldBeUnderstood) {
  const Parsed parsed = Parse(GetParam().text);
  std::string codes;
  for (const Diagnostic& found : parsed.sink->Diagnostics()) {
    codes += (codes.empty() ? "" : " ") + found.code;
  }
  EXPECT_EQ(Shape(parsed.tree), GetParam().shape);
  EXPECT_EQ(codes, GetParam().codes);
  EXPECT_EQ(Print(parsed.tree), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    TokenTree, ShapeTest,
    testing::Values(
        ShapeCase{"NothingIsAFile", "", "file", ""},
        ShapeCase{"OnlyComments", "# a\n#b", "file", ""},
        ShapeCase{"AScalar", "a: 1", "file(field(scalar))", ""},
        ShapeCase{"ANegativeNumberIsOneScalar", "a: - 1", "file(field(scalar))", ""},
        ShapeCase{"AdjacentStringsAreOneScalar", "a: 'x' \"y\"\n'z'", "file(field(scalar))", ""},
        ShapeCase{"AMessageNeedsNoColon", "a { b: 1 c <> }",
                  "file(field(message(field(scalar) field(message))))", ""},
        ShapeCase{"ALongAnglesMessage", "a < b: 1 >", "file(field(message(field(scalar))))", ""},
        ShapeCase{"AListOfBoth", "a: [1, {b: 2}]",
                  "file(field(list(scalar message(field(scalar)))))", ""},
        ShapeCase{"AnEmptyList", "a: []", "file(field(list))", ""},
        ShapeCase{"SeparatorsBelongToNoField", "a: 1, b: 2; c {},",
                  "file(field(scalar) field(scalar) field(message))", ""},
        ShapeCase{"AFieldWithoutValue", "a: b: 2", "file(field field(scalar))", "WP1003"},
        ShapeCase{"AWordOnTheNextLineIsTheNextField", "a\nb: 2", "file(field field(scalar))",
                  "WP1003"},
        ShapeCase{"AMissingColonIsForgiven", "a 1 b 'x'", "file(field(scalar) field(scalar))",
                  "WP1002 WP1002"},
        ShapeCase{"AnExtensionIsRefused", "[a.b.c]: 1 d: 2", "file(refused(scalar) field(scalar))",
                  "WP1012"},
        ShapeCase{"AListWithoutNameIsNoExtension", "['a'] d: 2", "file(field(scalar))", "WP1001"},
        ShapeCase{"AStrayBracketIsSteppedOver", "} a: 1 ] > b: 2",
                  "file(field(scalar) field(scalar))", "WP1005 WP1005 WP1005"},
        ShapeCase{"AnUnclosedMessageEndsWithTheFile", "a { b: 1",
                  "file(field(message(field(scalar))))", "WP1004"},
        ShapeCase{"IndentationClosesAMessage", "a {\n  b: 1\nc: 2\n",
                  "file(field(message(field(scalar))) field(scalar))", "WP1004"},
        ShapeCase{"IndentationClosesTheInnerMessage", "a {\n  b {\n    c: 1\n}\nd: 2\n",
                  "file(field(message(field(message(field(scalar))))) field(scalar))", "WP1004"},
        ShapeCase{"BalancedTextMayBeIndentedAnyhow", "a {\nb {\nc: 1\n}\n}\nd: 2\n",
                  "file(field(message(field(message(field(scalar))))) field(scalar))", ""},
        ShapeCase{"AnUnclosedListEndsAtTheNextField", "a: [1, 2\nb: 3",
                  "file(field(list(scalar scalar)) field(scalar))", "WP1004"},
        ShapeCase{"AnUnclosedListEndsWithItsMessage", "a { b: [1 } c: 2",
                  "file(field(message(field(list(scalar)))) field(scalar))", "WP1004"},
        ShapeCase{"AWordOfManyPartsIsOneError", "a: billing-eu/x.y b: 2",
                  "file(field(scalar) field(scalar))", "WP1001"},
        ShapeCase{"AClockTimeIsOneError", "a: 09:00-18:00 b: 2",
                  "file(field(scalar) field(scalar))", "WP1008"},
        ShapeCase{"FullWidthPunctuationIsUnderstood", "a： ｛ b： 1， c: 2 ｝",
                  "file(field(message(field(scalar) field(scalar))))",
                  "WP1011 WP1011 WP1011 WP1011 WP1011"},
        ShapeCase{"TypographicQuotesAreOneValue", "a: “one two: {” b: 2",
                  "file(field(scalar) field(scalar))", "WP1011"}),
    [](const auto& row) { return std::string(row.param.name); });

// Texts that look like textproto and are not: the alphabet of the grammar in any order.
std::string RandomText(PhiloxStream* random) {
  static const std::string kPieces[] = {"a",
                                        "b",
                                        "name",
                                        ":",
                                        "{",
                                        "}",
                                        "<",
                                        ">",
                                        "[",
                                        "]",
                                        ",",
                                        ";",
                                        "\"x\"",
                                        "'y",
                                        "1",
                                        "-",
                                        "0x",
                                        "2.",
                                        "\n",
                                        "\n  ",
                                        "\t",
                                        "# c\n",
                                        "\"\\q\"",
                                        "退",
                                        "：",
                                        "“",
                                        "”",
                                        "\\",
                                        "=",
                                        ".",
                                        "/",
                                        "#",
                                        "\r\n",
                                        " ",
                                        "a { b: 1 }\n",
                                        "c: [1, 2]\n",
                                        "08",
                                        "\xff",
                                        std::string(1, '\0'),
                                        "\x1b"};
  std::string text;
  for (uint64_t left = random->Below(60); left > 0; --left) {
    text += kPieces[random->Below(std::size(kPieces))];
  }
  return text;
}

TEST(TokenTree, PrintsBackEveryByteOfAnyText) {
  PhiloxStream random(20270204, 1);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = RandomText(&random);
    const Parsed parsed = Parse(text);
    ASSERT_EQ(Print(parsed.tree), text);
    const auto count = static_cast<uint32_t>(parsed.tree.tokens.size());
    ASSERT_EQ(parsed.tree.nodes[0].end_token, count);
    ASSERT_EQ(parsed.tree.nodes[0].end_node, parsed.tree.nodes.size());
    for (const Node& node : parsed.tree.nodes) {
      ASSERT_LE(node.begin_token, node.end_token);
      ASSERT_LE(node.end_token, count);
      ASSERT_LE(node.end_node, parsed.tree.nodes.size());
    }
  }
}

TEST(TokenTree, KeepsComments) {
  const Parsed parsed = Parse("# one\n\n  # two \r\na: 1 # three\n#four");
  const TokenTree& tree = parsed.tree;
  const auto texts = [&](uint32_t token) {
    std::vector<std::string> found;
    for (const Comment& comment : CommentsBefore(tree, token)) {
      found.push_back(tree.file->text().substr(comment.begin, comment.end - comment.begin));
    }
    return found;
  };
  EXPECT_EQ(texts(0), (std::vector<std::string>{"# one", "# two "}));
  EXPECT_EQ(texts(1), (std::vector<std::string>{}));
  EXPECT_EQ(texts(3), (std::vector<std::string>{"# three", "#four"}));
}

TEST(TokenTree, DeepNestingIsReportedAndSteppedOver) {
  ReaderLimits limits;
  limits.max_depth = 2;
  const Parsed parsed = Parse("a { a { a { x: 1 } y: 2 } } z: 3", limits);
  EXPECT_EQ(Shape(parsed.tree),
            "file(field(message(field(message(field(message) field(scalar))))) field(scalar))");
  EXPECT_EQ(parsed.sink->Diagnostics().at(0).code, "WP1202");
}

TEST(TokenTree, StopsAtTheLimitOfNodesButKeepsTheText) {
  ReaderLimits limits;
  limits.max_nodes = 10;
  std::string text;
  for (int i = 0; i < 100; ++i) text += "a: [1, 2] ";
  const Parsed parsed = Parse(text, limits);
  EXPECT_LE(parsed.tree.nodes.size(), 12u);
  EXPECT_EQ(Print(parsed.tree), text);
  EXPECT_EQ(parsed.sink->Diagnostics().at(0).code, "WP1203");
}

}  // namespace
}  // namespace waypost::policy
