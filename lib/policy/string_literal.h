#ifndef WAYPOST_LIB_POLICY_STRING_LITERAL_H_
#define WAYPOST_LIB_POLICY_STRING_LITERAL_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace waypost::policy {

// A string literal of textproto or JSON as it stands in the file, quotes included: `"a\n\u00e9"`. A
// literal that the end of the line cut short lacks its last quote.

// One escape or one byte of a literal, bytes [begin, end) of it. A pair of \u escapes that make
// one character together is one unit.
struct StringUnit {
  size_t begin;
  size_t end;
  size_t decoded;  // how many bytes it stands for
  bool valid;      // false: an escape that means nothing; `decoded` is a guess then
};

// The unit that begins at `at` of `content`: a literal without its closing quote.
StringUnit UnitAt(std::string_view content, size_t at);

// The literal ends with the quote it began with.
bool IsTerminated(std::string_view literal);

// The literal without its closing quote, if it has one.
std::string_view ContentOf(std::string_view literal);

// Appends what the literal stands for, exactly as google::protobuf::TextFormat reads it.
void AppendDecoded(std::string_view literal, std::string* out);

// The same for a literal of JSON, which has one escape that textproto has not: "\/".
void AppendDecodedJson(std::string_view literal, std::string* out);

// Bytes [begin, end) of a literal.
struct LiteralRange {
  size_t begin;
  size_t end;
};

// Where the decoded bytes [begin, end) stand in the literal; `*decoded_size` becomes the length of
// the whole value. Positions beyond it mean the end of the content. Cost: O(literal).
LiteralRange FindDecoded(std::string_view literal, size_t begin, size_t end, size_t* decoded_size);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_STRING_LITERAL_H_
