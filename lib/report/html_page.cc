#include "lib/report/html_page.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/xml_text.h"

namespace waypost::report {
namespace {

// Colours of charts: Okabe and Ito's, which the colour-blind can tell apart; waypost.plot in Python
// has the same.
constexpr char kStyle[] = R"(
:root { color-scheme: light dark; --page: #f6f7f9; --card: #ffffff; --ink: #1b2330;
  --muted: #5b6675; --rule: #d9dee5; --track: #e8ebf0; --plain: #0072b2; --good: #009e73;
  --bad: #d55e00; --open: #e69f00; --area: #0072b233; }
@media (prefers-color-scheme: dark) {
  :root { --page: #14181f; --card: #1d232d; --ink: #e7ebf1; --muted: #9aa6b6; --rule: #343d4a;
    --track: #2b333f; --plain: #56b4e9; --good: #35c79b; --bad: #ff8a3d; --open: #f0b840;
    --area: #56b4e933; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC",
    sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 0; }
p { margin: .25rem 0 .75rem; color: var(--muted); overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem;
  margin: 1rem 0; padding: 0; }
.tiles div { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem;
  padding: .75rem 1rem; }
.tiles dt { color: var(--muted); font-size: .875rem; }
.tiles dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
section { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem;
  margin: 1rem 0; padding: 1rem; }
figure { margin: 1rem 0 0; }
figcaption { font-size: .875rem; font-weight: 600; margin-bottom: .5rem; }
.chart { display: block; overflow: visible; }
.chart text { font-size: 12px; fill: var(--ink); }
.chart text.muted { fill: var(--muted); }
.chart .track { fill: var(--track); }
.chart .plain { fill: var(--plain); }
.chart .good { fill: var(--good); }
.chart .bad { fill: var(--bad); }
.chart .open { fill: var(--open); }
.chart .some { fill: var(--plain); opacity: .4; }
.chart .grid { stroke: var(--rule); stroke-width: 1; }
.chart .line { fill: none; stroke: var(--plain); stroke-width: 2; }
.chart .area { fill: var(--area); }
.chart .edge { stroke: var(--muted); stroke-width: 1.5; fill: none; }
.scroll { overflow: auto; max-height: 22rem; margin-top: .75rem; border-top: 1px solid var(--rule); }
table { border-collapse: collapse; width: 100%; font-size: .875rem;
  font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--rule); text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
.n { text-align: right; white-space: nowrap; }
th:first-child, td:first-child { padding-left: 0; min-width: 6rem; }
td.in:first-child { padding-left: 1rem; }
thead th { color: var(--muted); font-weight: 500; position: sticky; top: 0; background: var(--card); }
@media (max-width: 30rem) { section { padding: .75rem; } table { font-size: .8rem; }
  th, td { padding: .25rem .3rem; } th:first-child, td:first-child { min-width: 5rem; } }
@media print { .scroll { max-height: none; } section { break-inside: avoid; } }
)";

// Columns of numbers stand to the right: whatever begins with a digit, and nothing else but gaps.
bool IsNumeric(const std::vector<std::vector<std::string>>& rows, size_t column) {
  return column > 0 && std::all_of(rows.begin(), rows.end(), [&](const auto& row) {
           const std::string& cell = row[column];
           return cell.empty() || cell == "-" || (cell[0] >= '0' && cell[0] <= '9');
         });
}

std::string TableMarkup(const std::vector<std::string>& heading,
                        const std::vector<std::vector<std::string>>& rows) {
  std::vector<const char*> kinds;
  for (size_t i = 0; i < heading.size(); ++i)
    kinds.push_back(IsNumeric(rows, i) ? " class=\"n\"" : "");
  // To be reached by the keyboard: it may have more than it shows.
  std::string html = "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>";
  for (size_t i = 0; i < heading.size(); ++i)
    absl::StrAppend(&html, "<th scope=\"col\"", kinds[i], ">", XmlText(heading[i]), "</th>");
  html += "</tr></thead><tbody>\n";
  for (const std::vector<std::string>& row : rows) {
    html += "<tr>";
    for (size_t i = 0; i < heading.size(); ++i) {
      const bool stands_in = i == 0 && row[i].substr(0, 1) == " ";
      absl::StrAppend(&html, "<td", stands_in ? " class=\"in\"" : kinds[i], ">", XmlText(row[i]),
                      "</td>");
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

}  // namespace

HtmlPage::HtmlPage(const Words& title, const Words& subtitle, MessageLanguage language)
    : language_(language) {
  const char* const tag = language == MessageLanguage::kChinese ? "zh-Hans" : "en";
  html_ = absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"", tag,
      "\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>",
      XmlText(title.In(language)), "</title>\n<style>", kStyle,
      "</style>\n</head>\n<body>\n<main>\n<h1>", XmlText(title.In(language)), "</h1>\n<p>",
      XmlText(subtitle.In(language)), "</p>\n");
}

void HtmlPage::AddTile(const Words& name, const std::string& value) {
  if (!in_tiles_) html_ += "<dl class=\"tiles\">\n";
  in_tiles_ = true;
  absl::StrAppend(&html_, "<div><dt>", XmlText(name.In(language_)), "</dt><dd>", XmlText(value),
                  "</dd></div>\n");
}

void HtmlPage::AddSection(const Words& heading, const Words& sentence) {
  CloseTiles();
  CloseSection();
  in_section_ = true;
  absl::StrAppend(&html_, "<section>\n<h2>", XmlText(heading.In(language_)), "</h2>\n");
  if (!sentence.empty()) AddParagraph(sentence);
}

void HtmlPage::AddSection(const ReportTable& table) {
  AddSection(table.title, table.sentence);
  AddTable(table.heading, table.rows);
}

void HtmlPage::AddSection(const ReportTable& table, const Words& caption,
                          const std::string& chart) {
  AddSection(table.title, table.sentence);
  AddChart(chart, caption, table.heading, table.rows);
}

void HtmlPage::AddChart(const std::string& chart, const Words& caption, const ReportRow& heading,
                        const std::vector<ReportRow>& rows) {
  absl::StrAppend(&html_, "<figure>\n<figcaption>", XmlText(caption.In(language_)),
                  "</figcaption>\n", chart,
                  TableMarkup(RowIn(heading, language_), RowsIn(rows, language_)), "</figure>\n");
}

void HtmlPage::AddTable(const ReportRow& heading, const std::vector<ReportRow>& rows) {
  html_ += TableMarkup(RowIn(heading, language_), RowsIn(rows, language_));
}

void HtmlPage::AddParagraph(const Words& text) {
  absl::StrAppend(&html_, "<p>", XmlText(text.In(language_)), "</p>\n");
}

void HtmlPage::AddMarkup(const std::string& markup) { html_ += markup; }

void HtmlPage::CloseTiles() {
  if (in_tiles_) html_ += "</dl>\n";
  in_tiles_ = false;
}

void HtmlPage::CloseSection() {
  if (in_section_) html_ += "</section>\n";
  in_section_ = false;
}

std::string HtmlPage::Finish() && {
  CloseTiles();
  CloseSection();
  html_ += "</main>\n</body>\n</html>\n";
  return std::move(html_);
}

}  // namespace waypost::report
