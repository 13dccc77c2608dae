#include "lib/simulate/day_plan.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "lib/base/absl_strings.h"
#include "lib/base/digest.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/scenario/command_builder.h"
#include "lib/scenario/findings.h"
#include "lib/scenario/local_time.h"
#include "lib/scenario/verb.h"
#include "lib/scenario/words.h"
#include "lib/simulate/plan_names.h"

namespace waypost::simulate {
namespace {

using policy::Quoted;
using scenario::Word;
using LineWords = absl::Span<const Word>;

constexpr size_t kMostBytes = size_t{4} << 20;
constexpr uint64_t kMostContacts = 1'000'000;
constexpr uint64_t kMostStaff = 50'000;

constexpr std::string_view kLineNames[] = {"policy",   "date",    "seed",   "hours",
                                           "staff",    "contact", "accept", "reply",
                                           "patience", "bots",    "ratings"};

class PlanReader {
 public:
  PlanReader(const std::string& path, const std::string& text, scenario::FileReader files)
      : path_(path), file_(path, text), findings_(file_), files_(files) {}

  LoadedDay Read() {
    if (file_.text().size() > kMostBytes) {
      findings_.AddWithoutPlace("WP9004", {"the plan has more than 4 MiB", "计划大于 4 MiB"});
    } else {
      for (uint32_t offset : file_.odd_bytes())
        findings_.Add("WP9003", {offset, offset + 1}, {"not UTF-8 text", "不是 UTF-8 文本"});
      for (uint32_t line = 1; line <= file_.line_count(); ++line) ReadLine(line);
      CheckComplete();
    }
    LoadedDay loaded;
    loaded.diagnostics = std::move(findings_).Take();
    loaded.diagnostics.insert(loaded.diagnostics.end(), others_.begin(), others_.end());
    if (!loaded.diagnostics.empty() || plan_ == nullptr) return loaded;
    Digest digest;
    digest.AddText(file_.text());
    plan_->digest = digest.Value();
    plan_->title = title_;
    loaded.plan = std::move(plan_);
    return loaded;
  }

 private:
  void ReadLine(uint32_t number) {
    const std::string_view line = file_.Line(number);
    const size_t text = line.find_first_not_of(" \t\r");
    if (text == std::string_view::npos) return;
    if (line[text] == '#') {
      if (title_.empty())
        title_ = policy::OneLine(
            FromAbsl(absl::StripAsciiWhitespace(ToAbsl(line.substr(text + 1)))), 200);
      return;
    }
    const std::vector<Word> words = scenario::SplitWords(line, file_.LineStart(number), findings_);
    if (words.empty()) return;
    const Word& first = words.front();
    const LineWords rest = absl::MakeConstSpan(words).subspan(1);
    if (first.Is("policy")) return ReadPolicy(first, rest);
    if (plan_ == nullptr) {
      if (!policy_named_)
        findings_.Add("WP9006", first.place, {"the policy comes first", "策略要写在最前面"});
      policy_named_ = true;  // said once
      return;
    }
    ReadSetting(first, rest);
  }

  // Each line but these says the one thing that it says for the whole day.
  void CheckOnce(const Word& first) {
    if (first.Is("staff") || first.Is("contact") || first.has_key) return;
    if (std::find(settings_.begin(), settings_.end(), first.text) == settings_.end()) {
      settings_.push_back(first.text);
      return;
    }
    findings_.Add("WP9006", first.place,
                  Say({"a plan has one line \"$0\"", "计划只有一行 \"$0\""}, first.text));
  }

  void ReadSetting(const Word& first, LineWords rest) {
    CheckOnce(first);
    if (first.Is("date")) return ReadDate(first, rest);
    if (first.Is("seed")) return ReadSeed(first, rest);
    if (first.Is("hours")) return ReadHours(first, rest);
    if (first.Is("staff")) return ReadStaff(first, rest);
    if (first.Is("contact")) return ReadContact(first, rest);
    if (first.Is("accept")) return ReadDrawn(first, rest, plan_->accepted);
    if (first.Is("reply")) return ReadDrawn(first, rest, plan_->replied);
    if (first.Is("patience")) return ReadDrawn(first, rest, plan_->patience.emplace());
    if (first.Is("bots")) return ReadBots(first, rest);
    if (first.Is("ratings")) return ReadRatings(first, rest);
    findings_
        .Add("WP9001", first.place, Say({"unknown line $0", "未知的行 $0"}, Quoted(first.text)))
        .Help(scenario::Suggestion(first.text, kLineNames));
  }

  // --- values

  bool HasCount(const Word& first, LineWords rest, size_t count, const Words& what) {
    if (rest.size() == count) return true;
    findings_.Add(rest.size() < count ? "WP9103" : "WP9104", first.place,
                  Say({"\"$0\" takes $1", "\"$0\" 需要$1"}, first.text, what));
    return false;
  }

  // A whole number from `least` to `most`; `least` with a finding if it is none.
  uint32_t Number(const Word& word, uint32_t least, uint32_t most) {
    uint32_t value = 0;
    if (!word.has_key && absl::SimpleAtoi(word.text, &value) && value >= least && value <= most)
      return value;
    findings_.Add("WP9105", word.place,
                  Say({"$0 is no whole number from $1 to $2", "$0 不是 $1 到 $2 的整数"},
                      Quoted(word.text), least, most));
    return least;
  }

  uint32_t Percent(const Word& word) {
    Word number = word;
    number.text = std::string(absl::StripSuffix(word.text, "%"));
    if (number.text.size() == word.text.size()) number.text.clear();
    uint32_t value = 0;
    if (absl::SimpleAtoi(number.text, &value) && value <= 100) return value;
    findings_.Add("WP9105", word.place,
                  Say({"$0 is no percentage from 0% to 100%", "$0 不是 0% 到 100% 的百分比"},
                      Quoted(word.text)));
    return 0;
  }

  // "20s-2m"
  Drawn Between(const std::string& text, scenario::Range place) {
    const std::vector<std::string> ends = absl::StrSplit(text, '-');
    if (ends.size() == 2) {
      const auto least = ParseDuration(ends[0]), most = ParseDuration(ends[1]);
      const bool both = least.ok() && most.ok();
      if (both && !least->in_business_days && !most->in_business_days && least->ms <= most->ms)
        return {least->ms, most->ms};
    }
    findings_
        .Add("WP9105", place, Say({"$0 is no range of times", "$0 不是时间范围"}, Quoted(text)))
        .Help({"write for example 20s-2m", "请写例如 20s-2m"});
    return {};
  }

  void ReadDrawn(const Word& first, LineWords rest, Drawn& drawn) {
    if (HasCount(first, rest, 1, {"a range of times: 20s-2m", "时间范围：20s-2m"}))
      drawn = Between(rest[0].text, rest[0].place);
  }

  // --- lines

  void ReadPolicy(const Word& first, LineWords rest) {
    if (std::exchange(policy_named_, true)) {
      findings_.Add("WP9006", first.place, {"a plan has one policy", "计划只有一份策略"});
      return;
    }
    if (rest.empty()) {
      findings_.Add("WP9103", first.place,
                    {"\"policy\" takes the names of files", "\"policy\" 需要文件名"});
      return;
    }
    std::vector<Policy::Source> sources;
    for (const Word& name : rest) {
      const std::string path = Beside(name.text);
      absl::StatusOr<std::string> text = files_(path);
      if (text.ok()) {
        sources.push_back({path, *std::move(text)});
      } else {
        findings_.Add("WP9005", name.place, Say({"cannot read $0", "无法读取 $0"}, Quoted(path)))
            .Label(policy::OneLineOf(WordsOf(text.status()), 200));
      }
    }
    if (sources.size() == rest.size()) Compile(std::move(sources));
  }

  std::string Beside(const std::string& name) const {
    const size_t slash = path_.rfind('/');
    if (slash == std::string::npos || name.substr(0, 1) == "/") return name;
    return absl::StrCat(path_.substr(0, slash + 1), name);
  }

  void Compile(std::vector<Policy::Source> sources) {
    const PolicyCompilation compiled = Policy::Compile(std::move(sources), files_);
    for (const Diagnostic& finding : compiled.findings()) {
      if (finding.severity == Diagnostic::Severity::kError) others_.push_back(finding);
    }
    if (!compiled.ok()) return;
    scenario::AddFactTypes(compiled.policy().body().tables, facts_);
    const auto local = scenario::LocalTime::Load(compiled.policy().time_zone());
    if (local.ok()) local_ = *local;
    plan_ = std::make_unique<DayPlan>(compiled.policy());
    names_.emplace(plan_->policy.body().tables, findings_);
    plan_->begin_ms = Midnight(scenario::kDefaultDate).value_or(0);
  }

  std::optional<int64_t> Midnight(const std::string& date) const {
    const auto time = scenario::ParseTime(absl::StrCat(date, "T00:00"));
    if (!time.ok() || time->kind != scenario::TimeText::Kind::kDateTime) return std::nullopt;
    return local_.Resolve(*time, 0);
  }

  void ReadDate(const Word& first, LineWords rest) {
    if (!HasCount(first, rest, 1, {"a date: 2027-02-06", "日期：2027-02-06"})) return;
    const std::optional<int64_t> midnight = Midnight(rest[0].text);
    if (midnight) {
      plan_->begin_ms = *midnight;
    } else {
      findings_.Add("WP9106", rest[0].place,
                    Say({"malformed date $0", "格式错误的日期 $0"}, Quoted(rest[0].text)));
    }
  }

  void ReadSeed(const Word& first, LineWords rest) {
    if (!HasCount(first, rest, 1, {"a number", "数字"})) return;
    if (!absl::SimpleAtoi(rest[0].text, &plan_->seed)) {
      findings_.Add("WP9105", rest[0].place,
                    Say({"$0 is no whole number", "$0 不是整数"}, Quoted(rest[0].text)));
    }
  }

  void ReadHours(const Word& first, LineWords rest) {
    if (!HasCount(first, rest, 24,
                  {"24 numbers, the contacts of each hour from midnight on",
                   "24 个数字，即从零点起每小时的来客数"}))
      return;
    for (size_t hour = 0; hour < 24; ++hour)
      plan_->contacts_per_hour[hour] = Number(rest[hour], 0, kMostContacts);
    if (plan_->contact_count() > kMostContacts)
      findings_.Add("WP9004", first.place,
                    {"a day has at most 1,000,000 contacts", "一天至多有 1,000,000 次来客"});
  }

  void ReadStaff(const Word& first, LineWords rest) {
    if (rest.size() < 2) {
      HasCount(first, rest, 2,
               {"how many, a name, and what is known of them", "人数、名称以及其他情况"});
      return;
    }
    Staff staff;
    staff.count = Number(rest[0], 1, kMostStaff);
    staff.command = Build("agent", first, rest.subspan(1));
    const v1::Agent& agent = staff.command.set_agent().agent();
    names_->CheckAgent(agent, rest);
    const std::string& name = agent.id();
    for (const Staff& other : plan_->staff) {
      if (other.command.set_agent().agent().id() == name)
        findings_.Add("WP9105", rest[1].place,
                      Say({"$0 is named twice", "$0 命名了两次"}, Quoted(name)));
    }
    staff_count_ += staff.count;
    if (staff_count_ > kMostStaff && staff_count_ - staff.count <= kMostStaff)
      findings_.Add("WP9004", first.place,
                    {"a desk has at most 50,000 people", "服务台至多有 50,000 人"});
    plan_->staff.push_back(std::move(staff));
  }

  void ReadContact(const Word& first, LineWords rest) {
    if (rest.empty()) {
      HasCount(first, rest, 1,
               {"how often among all, and what is known of the ticket",
                "在所有来客中的比重，以及工单的情况"});
      return;
    }
    Contact contact;
    contact.weight = Number(rest[0], 1, 1'000'000);
    std::vector<Word> ticket(1, first);  // its id is the number of the contact
    bool handled = false;
    for (const Word& word : rest.subspan(1)) {
      if (word.key == "handling") {
        contact.handling = Between(word.text, word.text_place);
        handled = true;
      } else if (word.key == "reaches") {
        ReadReached(word, contact);
      } else {
        ticket.push_back(word);
      }
    }
    if (!handled)
      findings_.Add("WP9103", first.place,
                    {"a contact has handling=LEAST-MOST: handling=3m-9m",
                     "来客要写 handling=最短-最长：handling=3m-9m"});
    contact.command = Build("open", first, ticket);
    names_->CheckTicket(ticket);
    plan_->contacts.push_back(std::move(contact));
  }

  // "frozen:3m-12m,verified:9m-25m"
  void ReadReached(const Word& word, Contact& contact) {
    for (const absl::string_view part : absl::StrSplit(word.text, ',')) {
      const std::pair<std::string, std::string> named =
          absl::StrSplit(part, absl::MaxSplits(':', 1));
      names_->CheckMilestone(named.first, word.text_place);
      contact.reached.push_back({named.first, Between(named.second, word.text_place)});
    }
  }

  v1::Command Build(const char* verb, const Word& first, LineWords words) {
    return BuildCommand(*scenario::FindVerb(verb), first.place, words, facts_, local_,
                        plan_->begin_ms, findings_);
  }

  void ReadBots(const Word& first, LineWords rest) {
    if (!HasCount(first, rest, 3,
                  {"the share they solve, their time, and a queue: 60% 20s-90s general",
                   "解决的比例、用时和队列：60% 20s-90s general"}))
      return;
    Bots bots;
    bots.solved_percent = Percent(rest[0]);
    bots.after = Between(rest[1].text, rest[1].place);
    bots.queue = rest[2].text;
    names_->CheckQueue(bots.queue, rest[2].place);
    plan_->bots = std::move(bots);
  }

  void ReadRatings(const Word& first, LineWords rest) {
    if (!HasCount(first, rest, 6,
                  {"the share that judges and the weights of 1 to 5: 30% 4 6 15 35 40",
                   "评价的比例和 1 到 5 分的权重：30% 4 6 15 35 40"}))
      return;
    Ratings ratings;
    ratings.percent = Percent(rest[0]);
    uint32_t sum = 0;
    for (size_t i = 0; i < 5; ++i) sum += ratings.weights[i] = Number(rest[i + 1], 0, 1'000'000);
    if (sum == 0)
      findings_.Add("WP9105", first.place,
                    {"one of the weights is more than 0", "至少有一个权重要大于 0"});
    plan_->ratings = ratings;
  }

  void CheckComplete() {
    if (!policy_named_)
      findings_.AddWithoutPlace("WP9007", {"the plan names no policy", "计划没有写策略"});
    if (plan_ == nullptr) return;
    if (plan_->contact_count() == 0)
      findings_.AddWithoutPlace(
          "WP9007", {"nobody writes: there is no line hours", "没有人来：缺少 hours 行"});
    if (plan_->contacts.empty())
      findings_.AddWithoutPlace(
          "WP9007", {"nothing is written: there is no line contact", "没有内容：缺少 contact 行"});
  }

  const std::string& path_;
  policy::SourceFile file_;
  scenario::Findings findings_;
  scenario::FileReader files_;
  std::vector<Diagnostic> others_;  // about the policy
  scenario::FactTypes facts_;
  scenario::LocalTime local_{calendar::Zone()};
  std::unique_ptr<DayPlan> plan_;      // null until the policy is known, as is the next
  std::optional<PlanNames> names_;     // of its policy
  std::vector<std::string> settings_;  // lines that were read and stand once
  std::string title_;
  uint64_t staff_count_ = 0;
  bool policy_named_ = false;
};

}  // namespace

uint64_t DayPlan::contact_count() const {
  uint64_t count = 0;
  for (const uint32_t hourly : contacts_per_hour) count += hourly;
  return count;
}

LoadedDay LoadDay(const std::string& path, const std::string& text, scenario::FileReader files) {
  return PlanReader(path, text, files).Read();
}

}  // namespace waypost::simulate
