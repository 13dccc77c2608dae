#include "tests/property/expression/random_condition.h"

#include "tests/property/expression/in_order.h"

namespace waypost::expression {

std::string RandomCondition::Bool(int depth) {
  if (depth == 0 || Chance(25)) return Atom();
  switch (random_.Below(7)) {
    case 0:
      return "!(" + Bool(depth - 1) + ")";
    case 1:
      return InOrder(
          {"((", Bool(depth - 1), ") ", Pick({"==", "!="}), " (", Bool(depth - 1), "))"});
    case 2:
      return InOrder({"(", Test(), " ? ", Bool(depth - 1), " : ", Bool(depth - 1), ")"});
    default:
      break;
  }
  const std::string op = Chance(50) ? " && " : " || ";
  std::string chain = "(" + Bool(depth - 1);
  const uint64_t more = 1 + random_.Below(4);
  for (uint64_t i = 0; i < more; ++i) chain += op + Bool(depth - 1);
  return chain + ")";
}

std::string RandomCondition::Test() { return Chance(30) ? "(" + Bool(1) + ")" : Atom(); }

std::string RandomCondition::Atom() {
  switch (random_.Below(14)) {
    case 0:
      return InOrder({"category ", Relation(), " ",
                      Pick({"'account'", "'refund'", "'complaint'", "'bug'", "tier", "subject"})});
    case 1:
      return "tier in [" + Pick({"'vip'", "'standard'", "'vip', 'company'", "'company'", ""}) + "]";
    case 2:
      return InOrder(
          {"priority ", Relation(), " ", Pick({"P0", "P1", "'P2'", "P3", "1", "amount_fen"})});
    case 3:
      return Pick({"returning", "!returning", "returning == true", "open('workdays')",
                   "open('hotline')", "true", "false", "has(tier)"});
    case 4:
      return (Chance(50) ? Pick({"'a'", "'b'", "'urgent'", "category"}) : Text()) + " in tags";
    case 5:
      return InOrder({"age ", Relation(), " ", Pick({"duration('15m')", "duration('1h')"})});
    case 6:
      return InOrder({Time(), " ", Relation(), " ", Time()});
    case 7:
      return InOrder({Instant(), " ", Relation(), " ", Instant()});
    case 8:
      return TextTest();
    case 9:
      return OptionalTest();
    case 10:
    case 11:
      return Loop();
    default:
      return Comparison();
  }
}

std::string RandomCondition::Loop() {
  if (loops_ == 2) return Text() + " in tags";
  const std::string list = Chance(75) ? "tags" : "modes";
  const std::string variable = loops_ == 0 || Chance(25) ? "t0" : "t1";
  ++loops_;
  std::string body = InOrder({Text(), " ", Pick({"==", "!="}), " ", variable});
  if (Chance(50)) body += InOrder({Pick({" && ", " || "}), Bool(1)});
  if (Chance(20)) body = variable + " in ['a', 'pvp', '']";
  if (Chance(20)) body = Bool(1);
  --loops_;
  const std::string macro = list + Pick({".exists(", ".all("}) + variable + ", " + body + ")";
  return list == "tags" ? macro : "(has(modes) && " + macro + ")";
}

std::string RandomCondition::Comparison() {
  if (Chance(20)) {
    return InOrder({Number(1), " in [", Pick({"0", "-1, 0, 1", "3, 50000", "7"}), "]"});
  }
  return InOrder({Number(2), " ", Relation(), " ", Number(1)});
}

std::string RandomCondition::TextTest() {
  if (Chance(30)) return InOrder({"subject ", Relation(), " ", Text()});
  if (Chance(20)) {
    return InOrder({Text(), ".matches(", Pick({"'a+b'", "'^a'", "'^(vip|bug)$'"}), ")"});
  }
  return InOrder({Text(), Pick({".startsWith(", ".endsWith(", ".contains("}), Text(), ")"});
}

// Guards that hold, and some that do not: the checker refuses those.
std::string RandomCondition::OptionalTest() {
  switch (random_.Below(6)) {
    case 0:
      return InOrder({"(has(language) && language ", Relation(), " ", Literal(), ")"});
    case 1:
      return InOrder({"(!has(orders) || orders ", Relation(), " ", Number(1), ")"});
    case 2:
      return "(has(region) && (region == 'eu' || " + Bool(1) + " || region.contains('u')))";
    case 3:
      return "(has(modes) && 'pvp' in modes && " + Bool(1) + ")";
    case 4:
      return "!(has(orders) && 10 / orders > 1 && " + Bool(1) + ")";
    default:
      return Pick({"has(language)", "has(orders)", "!has(region)", "has(locale)"});
  }
}

std::string RandomCondition::Number(int depth) {
  if (depth == 0 || Chance(50)) {
    if (Chance(10)) return Text() + ".size()";
    if (Chance(10)) {
      return InOrder({Instant(), Pick({".getHours()", ".getDayOfWeek('+08:00')"})});
    }
    if (Chance(10)) return InOrder({Time(), Pick({".getMinutes()", ".getMilliseconds()"})});
    return Pick({"amount_fen", "amount_fen", "priority", "0", "1", "-1", "3", "50000",
                 "9223372036854775807", "-9223372036854775808", "size(subject)", "tags.size()"});
  }
  if (Chance(10)) return "-(" + Number(depth - 1) + ")";
  if (Chance(15)) {
    return InOrder({"(", Test(), " ? ", Number(depth - 1), " : ", Number(depth - 1), ")"});
  }
  return InOrder(
      {"(", Number(depth - 1), " ", Pick({"+", "-", "*", "/", "%"}), " ", Number(depth - 1), ")"});
}

std::string RandomCondition::Time() {
  return Pick({"waited", "-waited", "duration('90s')", "(waited + duration('1m'))",
               "(created - timestamp('2027-01-15T08:00:00Z'))", "(duration('1h') - waited)"});
}

std::string RandomCondition::Instant() {
  return Pick({"created", "timestamp('2027-01-15T08:00:00Z')", "(created + waited)",
               "(created - duration('1h'))", "(waited + created)"});
}

std::string RandomCondition::Text() {
  if (loops_ > 0 && Chance(40)) return loops_ == 2 && Chance(50) ? "t1" : "t0";
  if (Chance(15)) return InOrder({"(", Text(), " + ", Text(), ")"});
  if (Chance(10)) return InOrder({"(", Test(), " ? ", Text(), " : ", Literal(), ")"});
  return Chance(50) ? Pick({"subject", "category", "tier"}) : Literal();
}

std::string RandomCondition::Literal() {
  return Pick({"''", "'a'", "'ab'", "'urgent'", "'vip'", "'ja'", "'un'"});
}

std::string RandomCondition::Relation() {
  return Chance(50) ? Pick({"==", "!="}) : Pick({"<", "<=", ">", ">="});
}

}  // namespace waypost::expression
