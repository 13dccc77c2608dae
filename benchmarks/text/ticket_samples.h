#ifndef WAYPOST_BENCHMARKS_TEXT_TICKET_SAMPLES_H_
#define WAYPOST_BENCHMARKS_TEXT_TICKET_SAMPLES_H_

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/philox.h"

namespace waypost::text {

// Texts of about 63 bytes, the length of a line in a ticket.
struct TicketSample {
  const char* name;
  std::string_view text;
};

inline constexpr TicketSample kTickets[] = {
    {"chinese", "昨天充值的六百四十八一直没有到账请帮我退款啊"},
    {"mixed", "我昨天充值的648没有到账，please refund asap 急急急"},
    {"english", "i paid for the pack yesterday but my gems are missing, refund me"},
};

// `count` keywords, every other one Chinese: what desks write, one to three words long.
inline std::vector<std::string> MixedKeywords(size_t count) {
  constexpr std::string_view kChinese[] = {
      "充值", "退款", "账号", "封号", "登录", "密码", "找回", "掉线", "卡顿",
      "闪退", "外挂", "举报", "礼包", "奖励", "活动", "任务", "装备", "丢失",
      "误删", "恢复", "绑定", "手机", "邮箱", "验证", "客服", "投诉", "未成年",
      "到账", "订单", "扣款", "重复", "金币", "钻石", "皮肤", "公会", "排行"};
  constexpr std::string_view kEnglish[] = {
      "refund",  "payment", "account", "banned", "login",  "password", "recover", "lag",
      "crash",   "cheat",   "report",  "gift",   "reward", "event",    "quest",   "item",
      "lost",    "deleted", "restore", "link",   "phone",  "email",    "verify",  "support",
      "minor",   "charge",  "order",   "double", "gold",   "gems",     "skin",    "guild",
      "ranking", "server",  "patch",   "missing"};
  PhiloxStream random(2'000, 1);
  std::vector<std::string> keywords;
  while (keywords.size() < count) {
    const bool chinese = keywords.size() % 2 == 0;
    const auto& words = chinese ? kChinese : kEnglish;
    std::string keyword(words[random.Below(std::size(words))]);
    for (uint64_t more = 1 + random.Below(2); more > 0; --more) {
      if (!chinese) keyword += ' ';
      keyword += words[random.Below(std::size(words))];
    }
    keywords.push_back(keyword);
  }
  for (size_t i = 0; i < std::size(kChinese) && 2 * i + 1 < count; ++i) {
    keywords[2 * i] = kChinese[i];
    keywords[2 * i + 1] = kEnglish[i];
  }
  return keywords;
}

}  // namespace waypost::text

#endif  // WAYPOST_BENCHMARKS_TEXT_TICKET_SAMPLES_H_
