// Commands about the quiet promises of a desk, and about customers.
#include <vector>

#include "lib/base/words.h"
#include "lib/engine/command_codec.h"
#include "lib/engine/erasure.h"
#include "lib/engine/quiet_desk.h"

namespace waypost::engine {

absl::Status CommandCodec::ExecuteQuiet(const v1::Command& command, Core& core) {
  switch (command.kind_case()) {
    case v1::Command::kAnswerCompensation: {
      const v1::AnswerCompensation& in = command.answer_compensation();
      return core.quiet_desk().compensations().Answer(in.ticket_id(), in.compensation(),
                                                      in.accepted());
    }
    case v1::Command::kReportCompensation: {
      const v1::ReportCompensation& in = command.report_compensation();
      return core.quiet_desk().compensations().Report(in.ticket_id(), in.compensation(),
                                                      in.delivered());
    }
    case v1::Command::kScheduleCallback:
      return core.quiet_desk().callbacks().Schedule(command.schedule_callback().ticket_id(),
                                                    command.schedule_callback().at_ms());
    case v1::Command::kUseEntitlement:
      return core.quiet_desk().entitlements().Use(command.use_entitlement().ticket_id(),
                                                  command.use_entitlement().entitlement());
    case v1::Command::kRecordReview: {
      const v1::RecordReview& in = command.record_review();
      std::vector<ScoreInput> scores;
      for (const v1::Score& score : in.scores()) scores.push_back({score.name(), score.level()});
      return core.quiet_desk().reviews().Record(
          {in.ticket_id(), in.sample(), in.reviewer(), scores});
    }
    case v1::Command::kEraseCustomer:
      return Erasure(core).Erase(
          {command.erase_customer().customer_id(), command.erase_customer().ticket_id()});
    case v1::Command::kExportCustomer:
      return Erasure(core).Export(
          {command.export_customer().customer_id(), command.export_customer().ticket_id()});
    default:
      return InvalidArgument({"this kind of command cannot be applied", "这种命令不能执行"});
  }
}

}  // namespace waypost::engine
