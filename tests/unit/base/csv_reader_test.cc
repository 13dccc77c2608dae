#include "lib/base/csv_reader.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost {
namespace {

using Table = std::vector<std::vector<std::string>>;

// All rows; the error's message in `error`.
Table Read(std::string_view text, std::string* error, const CsvLimits& limits = {}) {
  CsvReader reader(text, limits);
  Table table;
  std::vector<std::string_view> row;
  while (reader.Next(&row)) table.emplace_back(row.begin(), row.end());
  *error = std::string(reader.status().message());
  return table;
}

struct ShapeCase {
  const char* behaviour;
  std::string text;
  Table rows;
};

TEST(CsvReaderTest, ReadsWhatRfc4180Allows) {
  const ShapeCase kCases[] = {
      {"rows end with LF", "a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
      {"rows end with CR LF", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
      {"the last row needs no line end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
      {"a field may be empty, the last one too", ",\n,x,\n", {{"", ""}, {"", "x", ""}}},
      {"a comma at the end of the text begins an empty field", "a,", {{"a", ""}}},
      {"a quoted field holds commas", "\"a,b\",c\n", {{"a,b", "c"}}},
      {"a quoted field holds line ends as they are", "\"a\r\nb\nc\",d", {{"a\r\nb\nc", "d"}}},
      {"a doubled quote is one", "\"say \"\"hi\"\"\",\"\"\"\"", {{"say \"hi\"", "\""}}},
      {"doubled quotes in several fields of a row", "\"\"\"a\",b,\"c\"\"\"", {{"\"a", "b", "c\""}}},
      {"a quoted field may be empty", "\"\",\"\"\n", {{"", ""}}},
      {"empty lines are no rows", "\n\na\r\n\r\n\nb\n\n", {{"a"}, {"b"}}},
      {"a byte order mark is skipped",
       "\xEF\xBB\xBF"
       "a,b\n",
       {{"a", "b"}}},
      {"a lone CR is part of the field", "a\rb,c\n", {{"a\rb", "c"}}},
      {"spaces count", " a , b \n", {{" a ", " b "}}},
      {"NUL and bytes that are no UTF-8 are kept",
       std::string("a\0b,\xFF\n", 6),
       {{std::string("a\0b", 3), "\xFF"}}},
      {"an empty text has no rows", "", {}},
      {"a text of line ends has no rows", "\n\r\n\n", {}},
  };
  for (const ShapeCase& row : kCases) {
    std::string error;
    EXPECT_EQ(Read(row.text, &error), row.rows) << row.behaviour;
    EXPECT_EQ(error, "") << row.behaviour;
  }
}

struct ErrorCase {
  const char* behaviour;
  const char* text;
  const char* error;
};

TEST(CsvReaderTest, SaysInWhichLineATextIsNoTable) {
  const ErrorCase kCases[] = {
      {"a quote inside a plain field", "a\nb\"c\n",
       "line 2: a quote inside a field that does not begin with one"},
      {"text after a closing quote", "a\n\"b\"c\n",
       "line 2: text after the closing quote of a field"},
      {"an open quote is reported where it began", "a\n\n\"b\nc\nd\n",
       "line 3: a quote that is never closed"},
      {"lines inside of fields count", "\"a\nb\"\nc\"\n",
       "line 3: a quote inside a field that does not begin with one"},
      {"a lone quote", "\"", "line 1: a quote that is never closed"},
      {"too many fields", "1,2,3,4\n1,2,3,4,5\n", "line 2: more than 4 fields in one row"},
      {"a field too long", "123456789\n", "line 1: a field of more than 8 bytes"},
      {"a quoted field too long", "\"1234\n6789\"\n", "line 1: a field of more than 8 bytes"},
      {"too many rows", "1\n2\n3\n4\n", "line 4: more than 3 rows"},
  };
  for (const ErrorCase& row : kCases) {
    std::string error;
    CsvLimits limits;
    limits.fields = 4;
    limits.field_bytes = 8;
    limits.rows = 3;
    Read(row.text, &error, limits);
    EXPECT_EQ(error, row.error) << row.behaviour;
  }
}

TEST(CsvReaderTest, StaysAtItsError) {
  CsvReader reader("a\"\nb\n");
  std::vector<std::string_view> row;
  EXPECT_FALSE(reader.Next(&row));
  EXPECT_FALSE(reader.Next(&row));
  EXPECT_TRUE(row.empty());
}

}  // namespace
}  // namespace waypost
