// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.hpp"
#include "emulator/identity.hpp"
#include "emulator/run.hpp"
#include "families.hpp"
#include "web/serve.hpp"
#include "web/tls.hpp"
#include <cstdio>
#include <cstdlib>
#include <exception>

namespace {

/// The folder with layouts/ and data/: named by the launcher, else where the program was built.
std::filesystem::path home() {
    auto const *named = std::getenv("PLATEN_HOME");
    return named != nullptr && *named != '\0' ? named : PLATEN_ROOT;
}

emulator::Order order_of(cli::EmulatorOrder const &asked) {
    return {asked.models, asked.serials,   asked.tray,  asked.faults, asked.firmware, asked.lot,
            asked.media,  asked.remaining, asked.speed, asked.camera, asked.pictures};
}

constexpr cli::EmulatorDoor emulator_door{
    [] { return emulator::model_names(); },
    [](cli::EmulatorOrder const &asked) { return emulator::check_faults(order_of(asked)); },
    [](cli::EmulatorOrder const &asked) { return emulator::run(order_of(asked), asked.command); },
    [](cli::EmulatorOrder const &asked, void (*ready)(int)) {
        return emulator::serve(order_of(asked), asked.listen, ready);
    },
};

constexpr cli::WebDoor web_door{
    [](cli::ServeOrder const &asked, desk::Setting const &setting) {
        return web::serve(
            {asked.store, asked.listen, asked.cameras, asked.certificate, asked.key, asked.ready}, setting);
    },
    [](std::filesystem::path const &store, std::vector<std::string> const &names, bool replace,
       base::Instant now) -> base::Result<cli::TlsMade> {
        auto made = web::make_tls(store, names, replace, now);
        if (!made) {
            return std::move(made).fault();
        }
        return cli::TlsMade{store / "tls.pem", made->fingerprint, made->not_after};
    },
};

} // namespace

int main(int argc, char **argv) {
    try {
        return cli::run(argc, argv, home(), print::families(), &emulator_door, &web_door);
    } catch (std::exception const &error) {
        // No fault should come this way: it is a bug of ours, told as one.
        std::fprintf(stderr, "platen: 程序内部错误，请报告 / internal error, please report: %s\n",
                     error.what());
        return 70;
    }
}
