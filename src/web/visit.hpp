// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What a handler is given and what it returns. A handler serves the page and the interface for programs
/// alike: its model is what the one shows and the other sends.
#include "base/json.hpp"
#include "desk/sessions.hpp"
#include "store/sheets.hpp"
#include "web/routes.hpp"
#include "web/service.hpp"

namespace web {

/// Holds the token of a browser's session.
inline constexpr auto session_cookie = "platen_session";

/// One request of somebody who may make it.
struct Visit {
    Service &service;
    Request const &request;
    Route const &route;
    std::map<std::string, std::string, std::less<>> const &parts; ///< of the path
    base::Language language;
    std::string campaign;                 ///< chosen by this browser; empty: the newest
    std::optional<desk::Session> session; ///< there, unless anyone may
    std::string token;                    ///< that was said for a session; empty: none
    Values const &given;                  ///< the form, or the fields of a JSON body

    [[nodiscard]] base::Instant now() const { return service.clock.now(); }
    [[nodiscard]] std::string actor() const { return session ? session->name : "-"; }
    [[nodiscard]] std::string const &part(std::string_view name) const;
    [[nodiscard]] base::Result<Lease<desk::Station>> station() const;
    /// Of a college, its own unit; empty: every unit. A handler that lists people or sheets asks this.
    [[nodiscard]] std::string only_unit() const;
    /// \return not_found, as if there were no such person, where it is another unit's than the college's
    [[nodiscard]] base::Result<> may_see(desk::Station &station, std::int64_t person) const;
    [[nodiscard]] bool is(desk::Role role) const { return session && session->role == role; }
};

/// A sheet that a visitor may see, and the station that it is in.
struct SheetHere {
    Lease<desk::Station> station;
    store::Sheet sheet;
};
/// The sheet that the path names. \return not_found, with the same words, where there is none and where the
/// visitor may not see it
[[nodiscard]] base::Result<SheetHere> sheet_of(Visit const &visit);

/// What comes of a visit.
struct Answer {
    base::Json model = base::Json::object(); ///< the page's, and a program's answer
    std::string page;                        ///< of data/web/pages
    std::string go_to;                       ///< after a form: where to look at what came of it
    base::Words said;                        ///< shown there
    std::optional<Response> raw;             ///< instead of all that
    std::vector<std::string> cookies;        ///< whole Set-Cookie values
    int status = 200;
};

using Handler = base::Result<Answer> (*)(Visit &visit);
using Handlers = std::map<std::string, Handler, std::less<>>;

void add_account_pages(Handlers &handlers);
void add_print_pages(Handlers &handlers);
void add_run_pages(Handlers &handlers);
void add_sheet_pages(Handlers &handlers);
void add_admin_pages(Handlers &handlers);
void add_people_admin_pages(Handlers &handlers);
void add_account_admin_pages(Handlers &handlers);
void add_printer_admin_pages(Handlers &handlers);
void add_backup_pages(Handlers &handlers);
void add_ledger_pages(Handlers &handlers);
void add_intake_pages(Handlers &handlers);
void add_college_pages(Handlers &handlers);
void add_archive_pages(Handlers &handlers); ///< with those of stocktakes and loans
void add_stocktake_pages(Handlers &handlers);
void add_loan_pages(Handlers &handlers);
void add_college_work_pages(Handlers &handlers);
void add_mail_pages(Handlers &handlers);
void add_archive_pages(Handlers &handlers);
void add_swipe_pages(Handlers &handlers);
void add_queue_pages(Handlers &handlers);
void add_pay_pages(Handlers &handlers);
void add_camera_pages(Handlers &handlers);
void add_shot_pages(Handlers &handlers);
void add_wall_pages(Handlers &handlers);
void add_plan_pages(Handlers &handlers);
void add_proof_pages(Handlers &handlers);
void add_lens_pages(Handlers &handlers);
void add_handover_pages(Handlers &handlers);
void add_discrepancy_pages(Handlers &handlers);
void add_report_pages(Handlers &handlers);
void add_class_pages(Handlers &handlers);
void add_keeping_pages(Handlers &handlers);

// What several handlers do.
[[nodiscard]] Answer shown(std::string page, base::Json model);
[[nodiscard]] Answer gone_to(std::string path, base::Words said);
/// \p key as ISO 8601 in UTC, and \p key + "_text" as people read it here.
void set_time(base::Json &json, std::string const &key, base::Instant at);

} // namespace web
