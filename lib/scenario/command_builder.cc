#include "lib/scenario/command_builder.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/text_format.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/list_text.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/silent_collector.h"
#include "lib/scenario/message_field.h"
#include "lib/scenario/renaming_words.h"
#include "lib/scenario/roster_words.h"
#include "lib/scenario/verb_form.h"

namespace waypost::scenario {
namespace {

using policy::Quoted;

constexpr int kDeepestTextproto = 20;

// Builds one command.
class Builder {
 public:
  Builder(const Verb& verb, Range verb_place, const FactTypes& facts, const LocalTime& local,
          int64_t at_ms, Findings& findings)
      : verb_(verb),
        verb_place_(verb_place),
        facts_(facts),
        local_(local),
        at_ms_(at_ms),
        findings_(findings),
        given_(verb.arguments.size(), false) {}

  v1::Command Build(absl::Span<const Word> words) {
    SetFixed();
    for (size_t i = 0; i < words.size(); ++i) {
      const Word& word = words[i];
      if (TakeCommon(word)) continue;
      if (word.has_key) {
        TakeKey(word);
      } else if (const Argument* argument = Named(word)) {
        const bool spaced = argument->style == ArgumentStyle::kSpaced;
        if (spaced && i + 1 == words.size()) {
          Add("WP9103", word.place,
              Say({"$0 needs a name after it", "$0 之后需要名称"}, Quoted(word.text)));
          Mark(*argument, word);
        } else {
          Take(*argument, spaced ? words[++i] : word);
        }
      } else {
        TakePositional(word);
      }
    }
    CheckRequired();
    NoteWords();
    return std::move(command_);
  }

 private:
  Finding& Add(std::string_view code, Range place, const Words& message) {
    return findings_.Add(code, place, message);
  }

  MessageField Field(const Argument& argument) const {
    return MessageField(v1::Command::descriptor(), argument.path);
  }

  // The command's kind is set even if none of its fields is.
  void SetFixed() {
    if (!verb_.command.empty()) {
      const auto* kind = v1::Command::descriptor()->FindFieldByName(std::string(verb_.command));
      command_.GetReflection()->MutableMessage(&command_, kind);
    }
    for (const Fixed& fixed : verb_.fixed) {
      const MessageField field(v1::Command::descriptor(), fixed.path);
      const auto* values = field.last()->enum_type();
      field.SetNumber(command_, values != nullptr ? ValueByName(values, fixed.value) : 1);
    }
  }

  // What is said of a customer's words counts only if there are words.
  void NoteWords() {
    if (verb_.command == "open_ticket" && command_.open_ticket().has_evidence()) {
      command_.mutable_open_ticket()->mutable_evidence()->set_has_text(true);
    }
    if (verb_.command == "adopt_ticket" && command_.adopt_ticket().ticket().has_evidence()) {
      command_.mutable_adopt_ticket()->mutable_ticket()->mutable_evidence()->set_has_text(true);
    }
  }

  bool TakeCommon(const Word& word) {
    if (verb_.action == VerbAction::kSnapshot) return false;
    if (word.Is("jump")) {
      command_.set_allow_time_jump(true);
      return true;
    }
    if (!word.has_key || word.key != "id" || verb_.action == VerbAction::kAdvance) return false;
    command_.set_command_id(word.text);
    return true;
  }

  // A bare word that is no value: `force`, `into`.
  const Argument* Named(const Word& word) const {
    if (word.quoted) return nullptr;
    for (const Argument& argument : verb_.arguments) {
      const bool bare =
          argument.kind == ArgumentKind::kFlag || argument.style == ArgumentStyle::kSpaced;
      if (bare && argument.name == word.text) return &argument;
    }
    return nullptr;
  }

  void TakeKey(const Word& word) {
    for (const Argument& argument : verb_.arguments) {
      const bool is_key =
          argument.style == ArgumentStyle::kKey || argument.style == ArgumentStyle::kRequiredKey;
      if (!is_key) continue;
      if (argument.kind == ArgumentKind::kFacts) return TakeFact(argument, word, word.key);
      if (argument.kind == ArgumentKind::kRenamings) return TakeRenaming(argument, word);
      if (argument.kind == ArgumentKind::kFact && word.key.rfind("fact.", 0) == 0) {
        return TakeFact(argument, word, word.key.substr(5));
      }
      if (argument.name == word.key && argument.kind != ArgumentKind::kFact) {
        return Take(argument, word);
      }
    }
    Add("WP9102", word.place,
        Say({"\"$0\" takes no $1", "\"$0\" 没有参数 $1"}, verb_.name, Quoted(word.key)))
        .Help(AdviceForKey(verb_, word.key, facts_.contains(word.key)));
  }

  void TakePositional(const Word& word) {
    for (const Argument& argument : verb_.arguments) {
      if (argument.kind == ArgumentKind::kFacts && word.text.substr(0, 1) == "!") {
        return TakeFact(argument, word, word.text.substr(1));
      }
      const bool is_word =
          argument.style == ArgumentStyle::kWord || argument.style == ArgumentStyle::kOptionalWord;
      if (!is_word || (given_[IndexOf(argument)] && argument.kind != ArgumentKind::kFiles)) {
        continue;
      }
      if (argument.kind == ArgumentKind::kFiles) {
        given_[IndexOf(argument)] = true;
        return;
      }
      return Take(argument, word);
    }
    Add("WP9104", word.place, Say({"$0 is a word too many", "$0 是多余的词"}, Quoted(word.text)))
        .Help(Say({"the form is: $0", "写法是：$0"}, Synopsis(verb_)));
  }

  size_t IndexOf(const Argument& argument) const {
    return static_cast<size_t>(&argument - verb_.arguments.data());
  }

  void Mark(const Argument& argument, const Word& word) {
    const size_t index = IndexOf(argument);
    if (given_[index]) {
      Add("WP9104", word.place, Say({"\"$0\" is given twice", "\"$0\" 重复出现"}, argument.name));
    }
    given_[index] = true;
  }

  void Take(const Argument& argument, const Word& word) {
    Mark(argument, word);
    switch (argument.kind) {
      case ArgumentKind::kText:
        return Field(argument).SetText(command_, word.text);
      case ArgumentKind::kNumber:
        return TakeNumber(argument, word);
      case ArgumentKind::kEnum:
        return TakeEnum(argument, word);
      case ArgumentKind::kFlag:
        return TakeFlag(argument, word);
      case ArgumentKind::kTime:
        return Field(argument).SetNumber(command_, ReadTime(word, word.text));
      case ArgumentKind::kDuration:
        return TakeDuration(argument, word);
      case ArgumentKind::kLevels:
        return TakeLevels(argument, word);
      case ArgumentKind::kLimits:
        return TakeLimits(argument, word);
      case ArgumentKind::kExpiries:
        return TakeExpiries(word);
      case ArgumentKind::kPairs:
        return TakePairs(argument, word);
      case ArgumentKind::kTexts:
        for (const std::string& text : ReadList(word)) Field(argument).AddText(command_, text);
        return;
      case ArgumentKind::kStates:
        return TakeStates(argument, word);
      case ArgumentKind::kMessage:
        return TakeMessage(word);
      case ArgumentKind::kFact:
      case ArgumentKind::kFacts:
      case ArgumentKind::kFiles:
      case ArgumentKind::kRenamings:
        return;
    }
  }

  void TakeNumber(const Argument& argument, const Word& word) {
    int32_t number = 0;
    if (!absl::SimpleAtoi(word.text, &number)) {
      Add("WP9105", word.text_place,
          Say({"$0 is no whole number", "$0 不是整数"}, Quoted(word.text)));
    }
    Field(argument).SetNumber(command_, number);
  }

  void TakeDuration(const Argument& argument, const Word& word) {
    const auto length = ParseDuration(word.text);
    if (!length.ok() || length->in_business_days) {
      Add("WP9105", word.text_place,
          Say({"$0 is no length of time", "$0 不是时长"}, Quoted(word.text)));
      return;
    }
    Field(argument).SetNumber(command_, length->ms);
  }

  void TakeEnum(const Argument& argument, const Word& word) {
    const MessageField field = Field(argument);
    const int number = ValueByName(field.last()->enum_type(), word.text);
    if (number >= 0) return field.SetNumber(command_, number);
    const auto names = ValueNames(field.last()->enum_type());
    Add("WP9105", word.text_place,
        Say({"there is no $0 $1", "没有这样的 $0：$1"}, field.last()->name(), Quoted(word.text)))
        .Help(Suggestion(word.text, std::vector<std::string_view>(names.begin(), names.end())));
  }

  void TakeFlag(const Argument& argument, const Word& word) {
    const auto value = word.has_key ? ReadBool(word.text) : std::optional<bool>(true);
    if (!value) {
      Add("WP9105", word.text_place,
          Say({"$0 is neither yes nor no", "$0 既不是 yes 也不是 no"}, Quoted(word.text)));
    }
    Field(argument).SetNumber(command_, value.value_or(false) ? 1 : 0);
  }

  std::vector<std::string> ReadList(const Word& word) {
    if (auto list = ParseListText(word.text)) return *std::move(list);
    Add("WP9105", word.text_place, Say({"$0 is no list", "$0 不是列表"}, Quoted(word.text)))
        .Help({R"(write a,b; an element with a comma in quotes of its own: '"a,b",c')",
               R"(请写 a,b；含逗号的元素另加引号：'"a,b",c')"});
    return {};
  }

  int64_t ReadTime(const Word& word, std::string_view text) {
    const auto time = ParseTime(text);
    if (!time.ok()) {
      Add("WP9106", word.text_place, WordsOf(time.status()));
      return 0;
    }
    return local_.Candidates(*time, at_ms_).front();
  }

  void TakeLevels(const Argument& argument, const Word& word) {
    const std::string wrong = AddLevels(Field(argument), word.text, command_);
    if (wrong.empty()) return;
    Add("WP9105", word.text_place,
        Say({"$0 is no name with a level", "$0 不是带等级的名称"}, Quoted(wrong)))
        .Help({"write account:80,billing:60", "请写 account:80,billing:60"});
  }

  void TakePairs(const Argument& argument, const Word& word) {
    const std::string wrong = AddPairs(Field(argument), word.text, command_);
    if (wrong.empty()) return;
    Add("WP9105", word.text_place,
        Say({"$0 is no name with a value", "$0 不是带值的名称"}, Quoted(wrong)))
        .Help({"write certified:yes,region:eu", "请写 certified:yes,region:eu"});
  }

  void TakeLimits(const Argument& argument, const Word& word) {
    const std::string wrong =
        SetLimits(argument.name, word.text, *command_.mutable_set_agent()->mutable_agent());
    if (wrong.empty()) return;
    Add("WP9105", word.text_place,
        Say({"$0 is no \"$1\" of a channel", "$0 不是渠道的 \"$1\""}, Quoted(wrong), argument.name))
        .Help({"write channels=chat:3 units=phone:2 exclusive=phone wrap_up=phone:30s",
               "请写 channels=chat:3 units=phone:2 exclusive=phone wrap_up=phone:30s"});
  }

  void TakeExpiries(const Word& word) {
    for (const std::string& piece : std::vector<std::string>(absl::StrSplit(word.text, ','))) {
      const size_t at = piece.find('@');
      v1::Skill* skill =
          SkillOf(piece.substr(0, at), *command_.mutable_set_agent()->mutable_agent());
      if (at != std::string::npos && skill != nullptr) {
        skill->set_expires_ms(ReadTime(word, std::string_view(piece).substr(at + 1)));
        continue;
      }
      Add("WP9105", word.text_place,
          Say({"$0 is no skill with its time", "$0 不是带时间的技能"}, Quoted(piece)))
          .Help({"write skills=account:80 expires=account@18:00",
                 "请写 skills=account:80 expires=account@18:00"});
    }
  }

  void TakeStates(const Argument&, const Word& word) {
    for (const std::string& piece : std::vector<std::string>(absl::StrSplit(word.text, ','))) {
      const size_t at = piece.find('@');
      const int state = ValueByName(v1::TicketState_descriptor(), piece.substr(0, at));
      if (at == std::string::npos || state < 0) {
        Add("WP9105", word.text_place,
            Say({"$0 is no state with its time", "$0 不是带时间的状态"}, Quoted(piece)))
            .Help({"write assigned@08:10,on_hold@08:30", "请写 assigned@08:10,on_hold@08:30"});
        continue;
      }
      v1::PastStatus* past = command_.mutable_adopt_ticket()->add_history();
      past->set_state(static_cast<v1::TicketState>(state));
      past->set_at_ms(ReadTime(word, std::string_view(piece).substr(at + 1)));
    }
  }

  void TakeFact(const Argument& argument, const Word& word, const std::string& name) {
    given_[IndexOf(argument)] = true;
    if (name.empty()) {
      Add("WP9105", word.place, {"a fact needs a name", "事实需要名称"});
      return;
    }
    auto* fact = static_cast<v1::NamedFact*>(Field(argument).AddMessage(command_));
    fact->set_name(name);
    if (word.has_key) {
      SetValue(word, TypeOf(name), *fact->mutable_value());
    } else {
      fact->mutable_value()->set_clear(true);
    }
  }

  expression::Type TypeOf(const std::string& name) const {
    if (name == "tags") return expression::Type::kStringList;
    const auto found = facts_.find(name);
    return found == facts_.end() ? expression::Type::kString : found->second;
  }

  // What does not fit the declared type is handed on as a text: refusing it is the engine's task.
  void SetValue(const Word& word, expression::Type type, v1::FactValue& value) {
    if (type == expression::Type::kStringList) {
      const std::vector<std::string> list = ReadList(word);
      return value.mutable_list()->mutable_texts()->Assign(list.begin(), list.end());
    }
    int64_t number = 0;
    if (type == expression::Type::kInt && absl::SimpleAtoi(word.text, &number)) {
      return value.set_number(number);
    }
    if (type == expression::Type::kBool) {
      if (const auto flag = ReadBool(word.text)) return value.set_flag(*flag);
    }
    if (type == expression::Type::kDuration) {
      const auto duration = ParseDuration(word.text);
      if (duration.ok()) return value.set_duration_ms(duration->ms);
    }
    if (type == expression::Type::kTimestamp) {
      const auto time = ParseTime(word.text);
      if (time.ok()) return value.set_timestamp_ms(local_.Candidates(*time, at_ms_).front());
    }
    value.set_text(word.text);
  }

  void TakeRenaming(const Argument& argument, const Word& word) {
    given_[IndexOf(argument)] = true;
    const size_t colon = word.key.find(':');
    if (colon == std::string::npos) {
      Add("WP9102", word.place,
          Say({"\"$0\" takes no $1", "\"$0\" 没有参数 $1"}, verb_.name, Quoted(word.key)))
          .Help(RenamingForm());
      return;
    }
    const Words wrong = AddRenaming(word.key.substr(0, colon), word.key.substr(colon + 1),
                                    word.text, *command_.mutable_replace_policy());
    if (!wrong.empty()) Add("WP9105", word.text_place, wrong).Help(RenamingForm());
  }

  void TakeMessage(const Word& word) {
    google::protobuf::TextFormat::Parser parser;
    policy::SilentCollector error;
    parser.RecordErrorsTo(&error);
    parser.SetRecursionLimit(kDeepestTextproto);
    v1::Command parsed;
    if (parser.ParseFromString(word.text, &parsed)) {
      command_.MergeFrom(parsed);
      return;
    }
    Add("WP9105", word.text_place,
        {"no textproto of a waypost.v1.Command", "不是 waypost.v1.Command 的 textproto"})
        .Label(error.message());
  }

  void CheckRequired() {
    size_t keys = 0;
    for (size_t i = 0; i < verb_.arguments.size(); ++i) {
      const Argument& argument = verb_.arguments[i];
      keys += CountsAsKey(argument) && given_[i] ? 1 : 0;
      const bool required = argument.style == ArgumentStyle::kWord ||
                            argument.style == ArgumentStyle::kRequiredKey ||
                            argument.style == ArgumentStyle::kSpaced;
      if (!required || given_[i]) continue;
      Add("WP9103", verb_place_,
          Say({"\"$0\" needs $1", "\"$0\" 需要 $1"}, verb_.name, argument.name))
          .Help(Say({"for example: $0", "例如：$0"}, verb_.example));
    }
    if (verb_.one_key && keys != 1) {
      Add("WP9103", verb_place_,
          Say({"\"$0\" needs exactly one of its arguments", "\"$0\" 的参数必须恰有一个"},
              verb_.name))
          .Help(Say({"the form is: $0", "写法是：$0"}, Synopsis(verb_)));
    }
  }

  const Verb& verb_;
  Range verb_place_;
  const FactTypes& facts_;
  const LocalTime& local_;
  int64_t at_ms_;
  Findings& findings_;
  std::vector<bool> given_;
  v1::Command command_;
};

}  // namespace

void AddFactTypes(const policy::Tables& tables, FactTypes& facts) {
  for (const policy::DeclaredFact& fact : tables.facts) {
    facts.try_emplace(tables.names[fact.name], fact.type);
  }
}

v1::Command BuildCommand(const Verb& verb, Range verb_place, absl::Span<const Word> words,
                         const FactTypes& facts, const LocalTime& local, int64_t at_ms,
                         Findings& findings) {
  return Builder(verb, verb_place, facts, local, at_ms, findings).Build(words);
}

}  // namespace waypost::scenario
