#ifndef WAYPOST_LIB_BASE_XML_TEXT_H_
#define WAYPOST_LIB_BASE_XML_TEXT_H_

#include <string>
#include <string_view>

namespace waypost {

// A text as XML and HTML write it, between tags and in attributes: "a &lt; b". Control characters,
// which have no place in XML however they are written, become "?", and bytes that are no UTF-8
// U+FFFD.
std::string XmlText(std::string_view text);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_XML_TEXT_H_
