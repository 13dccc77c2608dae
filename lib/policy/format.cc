#include "lib/policy/format.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/display_width.h"

namespace waypost::policy {
namespace {

constexpr size_t kWidth = 100;
constexpr size_t kIndent = 2;
// No line of kWidth columns that people can read has more bytes; ends the attempt early.
constexpr size_t kMostBytesOnOneLine = 8 * kWidth;

class Writer {
 public:
  explicit Writer(const TokenTree& tree) : tree_(tree) {
    const auto gaps = static_cast<uint32_t>(tree.tokens.size() + 1);
    comments_.reserve(gaps);
    comments_before_.reserve(gaps + 1);
    comments_before_.push_back(0);
    for (uint32_t i = 0; i < gaps; ++i) {
      comments_.push_back(CommentsBefore(tree, i));
      comments_before_.push_back(comments_before_.back() + comments_.back().size());
    }
  }

  std::string Write() && {
    WriteFields(0, 0, static_cast<uint32_t>(tree_.tokens.size()), 0);
    EndLine();
    return std::move(out_);
  }

 private:
  const Node& NodeAt(uint32_t node) const { return tree_.nodes[node]; }

  // --- lines

  void EndLine() {
    if (line_open_) out_ += '\n';
    line_open_ = false;
  }

  void StartLine(size_t indent, bool empty_line_before) {
    EndLine();
    if (empty_line_before) out_ += '\n';
    line_begin_ = out_.size();
    out_.append(indent, ' ');
    line_open_ = true;
  }

  size_t Column() const { return DisplayWidth(std::string_view(out_).substr(line_begin_)); }

  // --- comments

  // Gap i is what stands before token i (see TokenTree::Gap). True if one of the gaps
  // [begin, end] has a comment.
  bool HasComments(uint32_t begin, uint32_t end) const {
    return begin <= end && comments_before_[end + 1] > comments_before_[begin];
  }

  std::string_view TextOf(const Comment& comment) const {
    const std::string_view text = tree_.file->text();
    std::string_view line = text.substr(comment.begin, comment.end - comment.begin);
    return line.substr(0, line.find_last_not_of(" \t\r\v\f") + 1);
  }

  size_t LineEnds(size_t begin, size_t end) const {
    const std::string_view text = std::string_view(tree_.file->text()).substr(begin, end - begin);
    return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  }

  // Writes the comments of the gaps [begin, end], separators between them left out: one that
  // stands on the line of what was written last goes on that line, others get their own.
  //
  // Returns whether an empty line stands before what comes next; never at the start of a scope.
  bool WriteComments(uint32_t begin, uint32_t end, size_t indent, bool at_start) {
    size_t line_ends = 0;
    for (uint32_t i = begin; i <= end; ++i) {
      const std::string_view gap = tree_.Gap(i);
      auto from = static_cast<size_t>(gap.data() - tree_.file->text().data());
      const size_t gap_end = from + gap.size();
      for (const Comment& comment : comments_[i]) {
        line_ends += LineEnds(from, comment.begin);
        if (line_ends == 0 && line_open_) {
          out_ += "  ";
        } else {
          StartLine(indent, line_ends > 1 && !at_start);
        }
        out_ += TextOf(comment);
        at_start = false;
        line_ends = 0;
        from = comment.end;
      }
      line_ends += LineEnds(from, gap_end);
    }
    return line_ends > 1 && !at_start;
  }

  // --- fields

  // The fields below `parent`, which fill the gaps [first_gap, last_gap].
  void WriteFields(uint32_t parent, uint32_t first_gap, uint32_t last_gap, size_t indent) {
    bool at_start = true;
    uint32_t gap = first_gap;
    const uint32_t end = NodeAt(parent).end_node;
    for (uint32_t field = parent + 1; field < end; field = NodeAt(field).end_node) {
      const bool empty_line = WriteComments(gap, NodeAt(field).begin_token, indent, at_start);
      WriteField(field, indent, empty_line);
      gap = NodeAt(field).end_token;
      at_start = false;
    }
    WriteComments(gap, last_gap, indent, at_start);
  }

  void WriteField(uint32_t field, size_t indent, bool empty_line) {
    const uint32_t name = NodeAt(field).begin_token;
    const uint32_t value = field + 1;
    for (uint32_t gap = name + 1; gap <= LastGapBeforeValue(NodeAt(value)); ++gap) {
      for (const Comment& comment : comments_[gap]) {
        StartLine(indent, empty_line);
        empty_line = false;
        out_ += TextOf(comment);
      }
    }
    StartLine(indent, empty_line);
    out_ += tree_.TokenText(name);
    out_ += NodeAt(value).kind == NodeKind::kMessage ? " " : ": ";
    WriteValue(value, indent, 0);
  }

  // Comments up to here move above the field. A "-" belongs to its number.
  uint32_t LastGapBeforeValue(const Node& value) const {
    const bool is_signed = value.kind == NodeKind::kScalar && !IsStrings(value);
    return is_signed ? value.end_token - 1 : value.begin_token;
  }

  // --- values

  bool IsStrings(const Node& scalar) const {
    return tree_.tokens[scalar.begin_token].kind == TokenKind::kString;
  }

  // `after` columns have to be left for what follows on the line.
  void WriteValue(uint32_t value, size_t indent, size_t after) {
    const NodeKind kind = NodeAt(value).kind;
    if (kind == NodeKind::kScalar) return WriteScalar(NodeAt(value));
    std::string flat;
    if (AppendFlat(value, &flat) && Column() + DisplayWidth(flat) + after <= kWidth) {
      out_ += flat;
    } else if (kind == NodeKind::kMessage) {
      WriteMessage(value, indent);
    } else {
      WriteList(value, indent);
    }
  }

  void WriteScalar(const Node& scalar) {
    if (!IsStrings(scalar)) {
      for (uint32_t i = scalar.begin_token; i < scalar.end_token; ++i) out_ += tree_.TokenText(i);
      return;
    }
    const size_t column = scalar.end_token > scalar.begin_token + 1 ? Column() : 0;
    out_ += tree_.TokenText(scalar.begin_token);
    for (uint32_t i = scalar.begin_token + 1; i < scalar.end_token; ++i) {
      WriteComments(i, i, column, true);
      StartLine(column, false);
      out_ += tree_.TokenText(i);
    }
  }

  void WriteMessage(uint32_t message, size_t indent) {
    const Node& node = NodeAt(message);
    out_ += '{';
    WriteFields(message, node.begin_token + 1, node.end_token - 1, indent + kIndent);
    StartLine(indent, false);
    out_ += '}';
  }

  void WriteList(uint32_t list, size_t indent) {
    const Node& node = NodeAt(list);
    out_ += '[';
    uint32_t gap = node.begin_token + 1;
    uint32_t before = 0;  // the element before; 0: none
    for (uint32_t element = list + 1; element < node.end_node; element = NodeAt(element).end_node) {
      const uint32_t begin = NodeAt(element).begin_token;
      const bool commented = HasComments(gap, begin);
      const bool empty_line = WriteComments(gap, begin, indent + kIndent, before == 0);
      if (before == 0 || commented || !FitsBehind(before, element)) {
        StartLine(indent + kIndent, commented && empty_line);
      } else {
        out_ += ' ';
      }
      WriteElement(element, indent + kIndent, NodeAt(element).end_node == node.end_node);
      gap = NodeAt(element).end_token;
      before = element;
    }
    WriteComments(gap, node.end_token - 1, indent + kIndent, before == 0);
    StartLine(indent, false);
    out_ += ']';
  }

  void WriteElement(uint32_t element, size_t indent, bool last) {
    const Node& node = NodeAt(element);
    // A comment between "-" and its number has no better place.
    if (node.kind == NodeKind::kScalar && !IsStrings(node)) {
      for (uint32_t gap = node.begin_token + 1; gap < node.end_token; ++gap) {
        for (const Comment& comment : comments_[gap]) {
          out_ += TextOf(comment);
          StartLine(indent, false);
        }
      }
    }
    WriteValue(element, indent, last ? 0 : 1);
    if (!last) out_ += ',';
  }

  // Plain values follow each other on a line; whatever takes several tokens stands alone.
  bool FitsBehind(uint32_t before, uint32_t element) const {
    return IsPlain(before) && IsPlain(element) &&
           Column() + 1 + DisplayWidth(tree_.TokenText(NodeAt(element).begin_token)) + 1 <= kWidth;
  }

  bool IsPlain(uint32_t value) const {
    const Node& node = NodeAt(value);
    return node.kind == NodeKind::kScalar && node.end_token == node.begin_token + 1;
  }

  // --- what stands on one line

  // Appends the value as it looks on one line. False if it must not, or is far too long.
  bool AppendFlat(uint32_t value, std::string* out) const {
    const Node& node = NodeAt(value);
    if (HasComments(node.begin_token + 1, node.end_token - 1)) return false;
    switch (node.kind) {
      case NodeKind::kMessage:
        return AppendFlatMessage(value, out);
      case NodeKind::kList:
        return AppendFlatList(value, out);
      default:
        if (IsStrings(node) && !IsPlain(value)) return false;
        for (uint32_t i = node.begin_token; i < node.end_token; ++i) *out += tree_.TokenText(i);
        return out->size() <= kMostBytesOnOneLine;
    }
  }

  // Two messages of different fields may share a line; what repeats is read from above to below.
  static bool StandsBeside(const std::vector<std::string_view>& messages, std::string_view name) {
    return messages.empty() || (messages.size() == 1 && messages[0] != name);
  }

  bool AppendFlatMessage(uint32_t message, std::string* out) const {
    const Node& node = NodeAt(message);
    std::vector<std::string_view> messages;  // names of the fields that hold one
    *out += '{';
    for (uint32_t field = message + 1; field < node.end_node; field = NodeAt(field).end_node) {
      const Node& value = NodeAt(field + 1);
      if (HasComments(NodeAt(field).begin_token + 1, value.begin_token)) return false;
      const std::string_view name = tree_.TokenText(NodeAt(field).begin_token);
      const bool is_message = value.kind == NodeKind::kMessage;
      if (is_message && !StandsBeside(messages, name)) return false;
      if (is_message) messages.push_back(name);
      *out += ' ';
      *out += name;
      *out += is_message ? " " : ": ";
      if (!AppendFlat(field + 1, out)) return false;
    }
    *out += out->back() == '{' ? "}" : " }";
    return true;
  }

  bool AppendFlatList(uint32_t list, std::string* out) const {
    const Node& node = NodeAt(list);
    *out += '[';
    for (uint32_t element = list + 1; element < node.end_node; element = NodeAt(element).end_node) {
      if (element > list + 1) *out += ", ";
      if (!AppendFlat(element, out)) return false;
    }
    *out += ']';
    return true;
  }

  const TokenTree& tree_;
  std::vector<std::vector<Comment>> comments_;  // by gap
  std::vector<size_t> comments_before_;         // in all earlier gaps
  std::string out_;
  size_t line_begin_ = 0;
  bool line_open_ = false;
};

}  // namespace

std::string Layout(const TokenTree& tree) { return Writer(tree).Write(); }

}  // namespace waypost::policy
