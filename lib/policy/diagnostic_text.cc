// Implements the rendering of include/waypost/diagnostic.h.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/words.h"
#include "lib/policy/source_file.h"
#include "utf8proc.h"
#include "waypost/diagnostic.h"

namespace waypost {
namespace {

// A source line wider than this is cut around the caret.
constexpr size_t kMaxWidth = 100;
// How much of the line before the caret is kept then.
constexpr size_t kKeptBefore = 40;
constexpr std::string_view kCut = "...";
constexpr std::string_view kReplacement = "\xef\xbf\xbd";

// A character as it is printed.
struct Cell {
  std::string_view text;
  size_t width;
};

// Control characters would move the cursor, and directional overrides would show the line in
// another order than it is read in.
bool MustBeReplaced(utf8proc_int32_t code_point) {
  const utf8proc_category_t category = utf8proc_category(code_point);
  const bool directional = (code_point >= 0x202a && code_point <= 0x202e) ||
                           (code_point >= 0x2066 && code_point <= 0x2069);
  return directional || category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

std::vector<Cell> Cells(std::string_view line) {
  std::vector<Cell> cells;
  cells.reserve(line.size());
  for (size_t at = 0; at < line.size();) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t length = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(line.data()) + at,
        static_cast<utf8proc_ssize_t>(std::min<size_t>(line.size() - at, 4)), &code_point);
    const auto size = static_cast<size_t>(std::max<utf8proc_ssize_t>(length, 1));
    if (code_point == '\t') {
      cells.push_back({" ", 1});
    } else if (length <= 0 || MustBeReplaced(code_point)) {
      cells.push_back({kReplacement, 1});
    } else {
      const int width = utf8proc_charwidth(code_point);
      cells.push_back({line.substr(at, size), static_cast<size_t>(std::max(width, 0))});
    }
    at += size;
  }
  return cells;
}

// What is shown of a line: cells [begin, end), and the caret under [caret, caret_end).
struct View {
  size_t begin;
  size_t end;
  size_t caret;
  size_t caret_end;
};

size_t Width(const std::vector<Cell>& cells, size_t begin, size_t end) {
  size_t width = 0;
  for (size_t i = begin; i < end && i < cells.size(); ++i) width += cells[i].width;
  return width;
}

View CutAroundCaret(const std::vector<Cell>& cells, size_t caret, size_t caret_end) {
  View view{0, cells.size(), caret, caret_end};
  if (Width(cells, 0, cells.size()) <= kMaxWidth) return view;
  if (Width(cells, 0, std::min(caret_end, cells.size())) > kMaxWidth) {
    view.begin = std::min(caret, cells.size());
    size_t kept = 0;
    while (view.begin > 0 && kept + cells[view.begin - 1].width <= kKeptBefore) {
      kept += cells[--view.begin].width;
    }
  }
  view.end = view.begin;
  size_t shown = 0;
  while (view.end < cells.size() && shown + cells[view.end].width <= kMaxWidth) {
    shown += cells[view.end++].width;
  }
  view.caret_end = std::min(caret_end, std::max(view.end, caret + 1));
  return view;
}

// The column at which the source line of a finding begins: see SourceFile::LineAround.
uint32_t FirstColumn(const Diagnostic& diagnostic) {
  using policy::SourceFile;
  return diagnostic.column > SourceFile::kFarColumn ? diagnostic.column - SourceFile::kShownBefore
                                                    : 1;
}

View ViewOf(const Diagnostic& diagnostic, const std::vector<Cell>& cells) {
  const uint32_t first = FirstColumn(diagnostic);
  const auto cell_of = [&](uint32_t column) {
    return std::min<size_t>(std::max(column, first) - first, cells.size());
  };
  const size_t caret = cell_of(diagnostic.column);
  // Of a span over several lines the first line is shown.
  const size_t caret_end =
      diagnostic.end_line > diagnostic.line ? cells.size() : cell_of(diagnostic.end_column);
  return CutAroundCaret(cells, caret, std::max(caret_end, caret + 1));
}

void AppendSource(const Diagnostic& diagnostic, const std::string& label, const std::string& gutter,
                  std::string* out) {
  const std::vector<Cell> cells = Cells(diagnostic.source_line);
  const View view = ViewOf(diagnostic, cells);
  const bool cut_before = view.begin > 0 || FirstColumn(diagnostic) > 1;
  std::string text = cut_before ? std::string(kCut) : std::string();
  for (size_t i = view.begin; i < view.end; ++i) text += cells[i].text;
  if (view.end < cells.size()) text += kCut;
  const size_t indent = (cut_before ? kCut.size() : 0) + Width(cells, view.begin, view.caret);
  const size_t carets = std::max<size_t>(Width(cells, view.caret, view.caret_end), 1);

  const std::string number = std::to_string(diagnostic.line);
  *out += gutter + " |\n" + number + " |";
  if (!text.empty()) *out += " " + text;
  *out += "\n" + gutter + " | " + std::string(indent, ' ') + std::string(carets, '^');
  if (!label.empty()) *out += " " + label;
  *out += "\n";
}

// What the frame of a finding says in each language; the findings have their own words.
struct Frame {
  std::string_view error;
  std::string_view warning;
  std::string_view help;
  std::string_view comma;
};
constexpr Frame kEnglishFrame = {"error[", "warning[", "help: ", ", "};
constexpr Frame kChineseFrame = {"错误[", "警告[", "帮助：", "，"};

const Frame& FrameIn(MessageLanguage language) {
  return language == MessageLanguage::kChinese ? kChineseFrame : kEnglishFrame;
}

std::string Counted(size_t count, bool error, MessageLanguage language) {
  return (error ? Say({"$0 {error|errors}", "$0 个错误"}, count)
                : Say({"$0 {warning|warnings}", "$0 个警告"}, count))
      .In(language);
}

Diagnostic::Texts TextsIn(const Diagnostic& diagnostic, MessageLanguage language) {
  Diagnostic::Texts texts{diagnostic.message, diagnostic.label, diagnostic.help};
  if (language == MessageLanguage::kEnglish) return texts;
  const Diagnostic::Texts& chinese = diagnostic.chinese;
  if (!chinese.message.empty()) texts.message = chinese.message;
  if (!chinese.label.empty()) texts.label = chinese.label;
  if (!chinese.help.empty()) texts.help = chinese.help;
  return texts;
}

}  // namespace

std::string RenderDiagnostic(const Diagnostic& diagnostic, MessageLanguage language) {
  const bool error = diagnostic.severity == Diagnostic::Severity::kError;
  const Frame& frame = FrameIn(language);
  const Diagnostic::Texts texts = TextsIn(diagnostic, language);
  std::string out(error ? frame.error : frame.warning);
  out += diagnostic.code + "]: " + texts.message + "\n";
  const bool has_line = diagnostic.line != 0;
  const std::string gutter(has_line ? std::to_string(diagnostic.line).size() : 2, ' ');
  if (!diagnostic.file.empty()) {
    out += gutter + "--> " + diagnostic.file;
    if (has_line) {
      out += ":" + std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column);
    }
    out += "\n";
  }
  if (has_line && (!diagnostic.source_line.empty() || diagnostic.column == 1)) {
    AppendSource(diagnostic, texts.label, gutter, &out);
  } else if (!texts.label.empty()) {
    out += gutter + " = " + texts.label + "\n";
  }
  if (!texts.help.empty()) out.append(frame.help).append(texts.help).append("\n");
  return out;
}

std::string RenderDiagnostics(const std::vector<Diagnostic>& diagnostics,
                              MessageLanguage language) {
  std::string out;
  size_t errors = 0;
  for (const Diagnostic& diagnostic : diagnostics) {
    out += RenderDiagnostic(diagnostic, language) + "\n";
    errors += diagnostic.severity == Diagnostic::Severity::kError ? 1 : 0;
  }
  const size_t warnings = diagnostics.size() - errors;
  if (errors > 0) out += Counted(errors, true, language);
  if (errors > 0 && warnings > 0) out += FrameIn(language).comma;
  if (warnings > 0) out += Counted(warnings, false, language);
  if (!diagnostics.empty()) out += "\n";
  return out;
}

}  // namespace waypost
