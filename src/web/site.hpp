// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/server.hpp"
#include "web/visit.hpp"

namespace web {

/// The whole site: who asks, whether they may, what they get, and the headers that browsers are to obey.
class PlatenSite final : public Site {
public:
    /// \p service outlives the site. \return bad_input where a route has no handler or a handler no route
    static base::Result<std::unique_ptr<PlatenSite>> make(Service &service);

    std::size_t most_bytes(Request const &head) override;
    Response answer(Request const &request) override;
    Response refuse(int status) override;

private:
    explicit PlatenSite(Service &service) : service_{service} {}
    base::Result<std::optional<desk::Session>> session_of(std::string const &token);
    Response serve(Request const &request);
    Response visit(Request const &request, Match const &match, std::optional<desk::Session> session,
                   std::string token);
    Response page(Visit const &visit, Answer answer);
    Response failed(Visit const &visit, base::Fault const &fault);
    Response for_script(Visit const &visit, Response const &redirection);
    base::Json notices_json(Visit const &visit);
    Response plain_page(base::Language language, int status, std::string_view key);
    void add_frame(Visit const &visit, base::Json &model);
    Response finished(Response response, bool secret) const;

    Service &service_;
    Handlers handlers_;
};

} // namespace web
