#ifndef WAYPOST_LIB_POLICY_TOKEN_TREE_H_
#define WAYPOST_LIB_POLICY_TOKEN_TREE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/reader_limits.h"
#include "lib/policy/source_file.h"

namespace waypost::policy {

enum class TokenKind : uint8_t {
  kName,
  kInteger,
  kFloat,
  kString,
  kSymbol,
  kBroken,  // a malformed number or word that no error may follow from; reported already
};

// A token: bytes [begin, end) of the file. What lies between two tokens is white space, comments
// and control characters; nothing of the file is outside tokens and gaps.
struct Token {
  uint32_t begin;
  uint32_t end;
  TokenKind kind;
  char symbol;  // kSymbol: the character; its ASCII partner if it was full-width. Else 0
};

// Turns a file into tokens by protobuf's own tokenizer and reports what is no token: characters
// outside quotes that have no meaning, strings without an end, bad escapes and numbers.
//
// Limits: at most 4 * max_nodes tokens; more is one finding, and the tokens so far are returned.
std::vector<Token> Tokenize(const SourceFile& file, uint32_t file_index, const ReaderLimits& limits,
                            DiagnosticSink* sink);

enum class NodeKind : uint8_t {
  kFile,     // children: fields
  kField,    // one child: the value, or none where it is missing; the first token is the name,
             // in JSON a string
  kScalar,   // a number, word, run of adjacent string literals or kBroken token; no children
  kMessage,  // "{ ... }" or "< ... >"; children: fields
  kList,     // "[ ... ]"; children: scalars and messages, in JSON also lists
  kRefused,  // "[name]: value" (an extension or Any); child: the value, if any
};

// A node of the tree. Nodes are stored parents first: the children of node i begin at i + 1, and
// the next sibling of a child c is nodes[c].end_node.
struct Node {
  NodeKind kind;
  bool has_colon;        // kField: a ':' stands after the name, or its lack was reported
  uint32_t begin_token;  // tokens [begin_token, end_token), separators not included
  uint32_t end_token;
  uint32_t end_node;  // one past the last descendant
};

// How a file is written.
enum class Notation : uint8_t { kText, kJson };

// The lossless form of one file: what the reader interprets and what `fmt` lays out. Always
// complete: where the text is broken, the tree holds what could be understood.
struct TokenTree {
  const SourceFile* file = nullptr;  // must outlive the tree
  uint32_t file_index = 0;
  Notation notation = Notation::kText;
  std::vector<Token> tokens;
  std::vector<Node> nodes;  // nodes[0] is the file

  std::string_view Text(const Token& token) const {
    return file->clean().substr(token.begin, token.end - token.begin);
  }
  std::string_view TokenText(uint32_t index) const { return Text(tokens[index]); }
  SourceSpan TokenSpan(uint32_t begin_token, uint32_t end_token) const;

  // Appends what the string literal at `index` stands for.
  void AppendDecodedAt(uint32_t index, std::string* out) const;

  // The bytes between the token before `index` and the token `index`; for index ==
  // tokens.size(), the rest of the file. From the text as given.
  std::string_view Gap(uint32_t index) const;
};

// Builds the tree of one textproto file (json_tree.h: of a JSON file). The text knows no schema:
// whether a name exists and a value fits is for the reader to say. Every syntax error is reported
// and stepped over; if brackets do not balance, indentation tells where one was forgotten.
//
// Limits: nesting deeper than max_depth is one finding each and skipped; more than `*nodes_left`
//         nodes is one finding, and the rest of the file is skipped. `*nodes_left` is reduced by
//         the nodes made.
// Cost:   O(bytes).
TokenTree ParseTokenTree(const SourceFile& file, uint32_t file_index, const ReaderLimits& limits,
                         size_t* nodes_left, DiagnosticSink* sink);

// Gaps and tokens joined; equals the file's text, byte for byte.
std::string Print(const TokenTree& tree);

// A comment in a gap: the bytes from '#' to the end of the line, without the line end.
struct Comment {
  uint32_t begin;
  uint32_t end;
};

// The comments before token `index` (see TokenTree::Gap), in order.
std::vector<Comment> CommentsBefore(const TokenTree& tree, uint32_t index);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TOKEN_TREE_H_
