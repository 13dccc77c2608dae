#ifndef WAYPOST_LIB_POLICY_JSON_TREE_H_
#define WAYPOST_LIB_POLICY_JSON_TREE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/reader_limits.h"
#include "lib/policy/source_file.h"
#include "lib/policy/token_tree.h"

namespace waypost::policy {

// The file is JSON: its name ends with ".json", or it begins with a brace, as no textproto file
// does, or with a comment as in JavaScript and then a brace.
bool IsJson(const SourceFile& file);

// Turns a JSON file into tokens and reports what is none: comments, strings without an end or in
// single quotes, bad escapes and numbers, words and punctuation that are not ASCII. A word is a
// kName, a negative number a '-' and a number.
//
// Limits: at most 4 * max_nodes tokens; more is one finding, and the tokens so far are returned.
std::vector<Token> TokenizeJson(const SourceFile& file, uint32_t file_index,
                                const ReaderLimits& limits, DiagnosticSink* sink);

// Builds the tree of one JSON file: the members of an object are fields, those of the outermost
// one the fields of the file. JSON is what RFC 8259 says it is; every departure from it is reported
// and stepped over. If brackets do not balance, indentation tells where one was forgotten.
//
// Limits: objects and arrays nested deeper than max_depth are one finding each and skipped;
//         `*nodes_left` as for ParseTokenTree().
// Cost:   O(bytes).
TokenTree ParseJsonTree(const SourceFile& file, uint32_t file_index, const ReaderLimits& limits,
                        size_t* nodes_left, DiagnosticSink* sink);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_JSON_TREE_H_
