// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What somebody wrote, kept beside the ledger: reasons, purposes, names of people from outside. The ledger
/// has only the digest, so that what was written can be forgotten and what stands there cannot be edited.
#include "store/store.hpp"

namespace store {

/// The digest to be named in an event's body; '' for an empty text, of which nothing is kept.
base::Result<std::string> put_remark(Change &change, std::string_view text);
/// What was written; '' where it was forgotten, or where \p digest is ''.
base::Result<std::string> remark(Store const &store, std::string const &digest);
/// Salt and text go; the digest in the ledger says nothing from then on.
base::Result<> forget_remark(Change &change, std::string const &digest);

} // namespace store
