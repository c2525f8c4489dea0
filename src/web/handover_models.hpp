// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Hand-overs as pages and programs see them, and who may do what with one.
#include "desk/handover.hpp"
#include "web/visit.hpp"

namespace web {

/// A hand-over that a visitor may see.
struct HandoverHere {
    Lease<desk::Station> station;
    store::Handover handover;
};
/// \return not_found, with the same words, where there is none and where it is another college's
[[nodiscard]] base::Result<HandoverHere> handover_of(Visit const &visit);

/// Whether the visitor stands for this side. Nobody logs in for an office.
[[nodiscard]] bool stands_for(Visit const &visit, store::Party const &party);
/// Gives, or gives for an office without an account.
[[nodiscard]] bool may_give(Visit const &visit, store::Handover const &handover);
/// Receives; for an office its giver puts down the receipt, with the paper that was signed there.
[[nodiscard]] bool may_receive(Visit const &visit, store::Handover const &handover);
/// Who counts has not seen the list.
[[nodiscard]] bool is_blind(Visit const &visit, store::Handover const &handover);

/// A row of a list of hand-overs.
[[nodiscard]] base::Json handover_json(Visit const &visit, store::Handover const &handover);
/// Everything about one: its step, its lines, scans and differences, as far as the visitor may know.
base::Result<base::Json> handover_model(Visit const &visit, desk::Station &station,
                                        store::Handover const &handover);

/// The papers of hand-overs and what comes back on a stick.
void add_handover_paper_pages(Handlers &handlers);

} // namespace web
