#ifndef WAYPOST_LIB_ENGINE_CUSTOMER_DATA_H_
#define WAYPOST_LIB_ENGINE_CUSTOMER_DATA_H_

#include <string_view>

#include "lib/engine/core.h"
#include "waypost/v1/event.pb.h"

namespace waypost::engine {

// All that the engine holds of a customer now.
//
// Cost: a look at each open ticket and review.
void FillCustomerData(const Core& core, std::string_view customer, v1::CustomerExported& out);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_CUSTOMER_DATA_H_
