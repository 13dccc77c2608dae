#ifndef WAYPOST_LIB_POLICY_TREE_PARSER_H_
#define WAYPOST_LIB_POLICY_TREE_PARSER_H_

#include <cstddef>
#include <cstdint>

#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/reader_limits.h"
#include "lib/policy/source_file.h"
#include "lib/policy/token_tree.h"
#include "lib/policy/tree_builder.h"

namespace waypost::policy {

// The grammar of textproto over the tokens of one file: recursive descent that reports what it did
// not expect, steps over it and goes on. ParseTokenTree() is its only user.
class TreeParser : private TreeBuilder {
 public:
  TreeParser(const SourceFile& file, uint32_t file_index, const ReaderLimits& limits,
             size_t* nodes_left, DiagnosticSink* sink);

  TokenTree Parse() &&;

 private:
  bool Glued(uint32_t index) const;
  bool StartsValue(uint32_t index) const;
  bool IsFieldName(uint32_t index) const;

  // grammar
  void ParseFields(const Scope* scope);
  void ParseFieldOrSkip();
  void ParseField();
  void ParseRefused();
  void ParseValue();
  void ParseMessage();
  void ParseScalar();
  void ParseList();
  bool ParseElement(uint32_t opening);
  bool ReadComma(uint32_t opening);
  bool ReadColon(uint32_t name);
  bool HasValue(uint32_t name, bool has_colon) const;
  void SkipSeparator();

  // recovery
  void CloseScope(const Scope& scope);
  bool EndBrokenList(uint32_t opening);
  void WarnOfJoinedStrings(const Node& scalar);
  void TakeGluedWord();
  void SkipToField();
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TREE_PARSER_H_
