// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// One request on its way through the server. For this room's server only, as is microhttpd.h.
#include "base/handle.hpp"
#include "web/http.hpp"
#include <atomic>
#include <fstream>
#include <microhttpd.h>

namespace web {

/// Made with the first line of a request, gone with the last byte of its answer.
struct Exchange {
    explicit Exchange(std::string_view uri) : raw_uri{uri} {}

    std::string raw_uri;
    Request request;
    bool begun = false;
    std::size_t most = 0, taken = 0; ///< bytes of the body
    int refused = 0;                 ///< status that it will end with, whatever else comes
    base::Handle<MHD_PostProcessor, MHD_destroy_post_processor> form;
    std::ofstream upload;
    std::atomic<bool> answered{false};
    Response response;
    std::shared_ptr<EventFeed> feed;
};

/// Fills in what stands before the body; refuses what two readers could read in two ways.
void read_head(MHD_Connection *connection, char const *method, Exchange &exchange);
/// Once \c most is known: refuses a body that says it is larger, and makes ready to read a form.
void expect_body(MHD_Connection *connection, Exchange &exchange);
void take_body(Exchange &exchange, char const *data, std::size_t size);
void end_body(Exchange &exchange);

using Reply = base::Handle<MHD_Response, MHD_destroy_response>;
/// With its headers. nullptr where a header would not stay one, or there is no memory
[[nodiscard]] Reply reply_of(MHD_Connection *connection, Response const &response);

} // namespace web
