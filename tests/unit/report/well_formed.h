#ifndef WAYPOST_TESTS_UNIT_REPORT_WELL_FORMED_H_
#define WAYPOST_TESTS_UNIT_REPORT_WELL_FORMED_H_

#include <string>
#include <vector>

namespace waypost::report {

// What keeps a text from being well-formed XML, as far as tags go: the innermost tag that is closed
// by another, or never; a "<" or "&" that stands for itself. Empty: nothing.
inline std::string WhyNotWellFormed(const std::string& text) {
  std::vector<std::string> open;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&') {
      const size_t end = text.find(';', i);
      if (end == std::string::npos || end - i > 6) return "a bare & at " + text.substr(i, 30);
    }
    if (text[i] != '<') continue;
    const size_t end = text.find('>', i);
    if (end == std::string::npos) return "a tag that does not end";
    const std::string tag = text.substr(i + 1, end - i - 1);
    i = end;
    if (tag.empty() || tag[0] == '!') continue;
    if (tag.find('<') != std::string::npos) return "a bare < in " + tag;
    if (tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1))
        return "</" + tag.substr(1) + "> out of place";
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(tag.substr(0, tag.find_first_of(" \n")));
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is not closed";
}

// How often `part` occurs.
inline size_t CountOf(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// What makes a page depend on more than itself; empty if nothing does.
inline std::string WhyNotSelfContained(const std::string& page) {
  for (const char* part : {"<script", "javascript:", "http:", "https:", "src=", "href=", "@import",
                           "url(", "<link", "<iframe", " onload", " onclick"}) {
    if (page.find(part) != std::string::npos) return part;
  }
  return "";
}

}  // namespace waypost::report

#endif  // WAYPOST_TESTS_UNIT_REPORT_WELL_FORMED_H_
