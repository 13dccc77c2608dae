#ifndef WAYPOST_LIB_REPORT_CATEGORY_NAME_H_
#define WAYPOST_LIB_REPORT_CATEGORY_NAME_H_

#include <string>

#include "waypost/v1/event.pb.h"

namespace waypost::report {

// "refund/form"; "refund" without a subcategory; "" for none.
inline std::string CategoryName(const v1::TicketClassified& classified) {
  if (classified.subcategory().empty()) return classified.category();
  return classified.category() + "/" + classified.subcategory();
}

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_CATEGORY_NAME_H_
