#include "lib/scenario/refusal_text.h"

#include <string>

#include "absl/strings/str_cat.h"

namespace waypost::scenario {
namespace {

const char* ReasonInChinese(v1::CommandRefused::Reason reason) {
  switch (reason) {
    case v1::CommandRefused::UNKNOWN_TICKET:
      return "没有这个 id 的未结工单";
    case v1::CommandRefused::TICKET_EXISTS:
      return "已有这个 id 的未结工单";
    case v1::CommandRefused::UNKNOWN_AGENT:
      return "名册上没有这名坐席";
    case v1::CommandRefused::UNKNOWN_NAME:
      return "没有这个名称";
    case v1::CommandRefused::WRONG_STATE:
      return "所处状态不允许";
    case v1::CommandRefused::NO_SUCH_OFFER:
      return "没有就这张工单询问该坐席";
    case v1::CommandRefused::AGENT_FULL:
      return "坐席的容量已用完";
    case v1::CommandRefused::AGENT_AWAY:
      return "坐席不接工作";
    case v1::CommandRefused::UNKNOWN_FACT:
      return "策略没有声明这个事实";
    case v1::CommandRefused::WRONG_FACT_VALUE:
      return "事实的值不是所声明的类型或值";
    case v1::CommandRefused::NOT_EXECUTED:
      return "这一版本不执行此命令";
    case v1::CommandRefused::POLICY_MISMATCH:
      return "该策略不能替换当前的策略";
    case v1::CommandRefused::SAME_TICKET:
      return "工单不能与自身合并";
    case v1::CommandRefused::NO_MATCHING_CLOCK:
      return "没有这个名称的在走时钟";
    case v1::CommandRefused::NOTHING_WAITS:
      return "没有该坐席可接的等待中工单";
    case v1::CommandRefused::NOT_PERMITTED:
      return "不允许";
    case v1::CommandRefused::AGENT_EXCLUDED:
      return "该坐席不得接这张工单";
    case v1::CommandRefused::NOT_ELIGIBLE:
      return "该坐席不满足工单的要求";
    case v1::CommandRefused::UNKNOWN_TASK:
      return "没有这个 id 的未完成任务";
    case v1::CommandRefused::TASK_EXISTS:
      return "已有这个 id 的未完成任务";
    case v1::CommandRefused::UNKNOWN_INCIDENT:
      return "没有这个 id 的未结突发事件，也没有这个名称的告警";
    case v1::CommandRefused::INCIDENT_EXISTS:
      return "已有这个 id 或关于这些工单的突发事件";
    case v1::CommandRefused::NO_SLOT:
      return "该时段不能预约";
    case v1::CommandRefused::UNKNOWN_CUSTOMER:
      return "没有保存该客户的任何数据";
    default:
      return nullptr;  // of a later version
  }
}

}  // namespace

Words RefusalText(const v1::CommandRefused& refused) {
  const std::string& english = refused.message();
  const char* const reason = ReasonInChinese(refused.reason());
  if (reason == nullptr) return english;
  return {english, absl::StrCat(reason, "（", english, "）")};
}

}  // namespace waypost::scenario
