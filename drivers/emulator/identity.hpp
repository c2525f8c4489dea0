// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include "dnp/models.hpp"
#include "emulator/options.hpp"

namespace emulator {

/// Who the printer says that it is.
struct Identity {
    print::dnp::Model const *model = nullptr;
    print::dnp::Version firmware;
    std::string version_text; ///< INFO FVER
    std::string manufacturer, product, serial;
    bool rewind = false; ///< RQTY is answered; +400 print sizes
    bool bootloader = false;
    unsigned char out_endpoint = 0x01, in_endpoint = 0x82;

    std::optional<print::UsbId> usb_id;

    [[nodiscard]] print::UsbId usb() const { return usb_id.value_or(model->usb.front()); }
    [[nodiscard]] bool matte() const { return model->matte.in(firmware); }
};

[[nodiscard]] std::vector<std::string> model_names();
/// \return usage where there is no such model (the sentence lists them) or the firmware is no version
base::Result<Identity> identity_of(Options const &options);

} // namespace emulator
