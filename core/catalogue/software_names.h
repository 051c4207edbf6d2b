// What software modules, Python packages and kinds of machine may be called, in a manifest and in a factory's profile.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

/// A name as `module load` takes it ("PyTorch/2.1.2-foss-2023a"): letters, digits and _.+/- , beginning with a letter
/// or a digit, without a part "..". Nothing in it means anything to a shell, to Lmod or to Tcl.
bool is_module_name(std::string_view name);

/// A name as Python imports it: "torch", "PIL", "jax.numpy".
bool is_package_name(std::string_view name);

/// Small letters, digits and dashes, beginning with a letter: which of a factory's images a template means.
bool is_image_role(std::string_view name);

/// "x86_64-cuda" and its like; "any" among them.
const std::vector<std::string_view>& machine_kinds();

/// Whether software for machines of the kind `there` can run what is made for `asked`: of the same processor, and with
/// the GPUs that it asks for, if any. True where one of both is "any" or empty, that is to say unknown.
bool machine_fits(std::string_view there, std::string_view asked);

/// Those of `needs` that are not among `packages`, where a package brings its own parts along ("jax" has "jax.numpy").
/// None when `packages` is empty: then nobody said which there are.
std::vector<std::string> missing_packages(const std::vector<std::string>& needs,
                                          const std::vector<std::string>& packages);

}  // namespace werkbank
