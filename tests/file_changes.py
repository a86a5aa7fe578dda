"""Files are made, moved and removed through base::Folder, which follows no links: what a dataset holds may come from
anyone. Other code that does so by path works outside of datasets, and is listed here with its reason."""
import pathlib
import re
import sys

CALL = re.compile(
    r"\bfs::(rename|remove|remove_all|create_director(?:y|ies)|create_hard_link|create_symlink|copy_file|resize_file)\("
    r"|\bfilesystem::(rename|remove|remove_all|create_director(?:y|ies)|copy_file|resize_file)\("
    r"|(?<!\w)::(unlink|unlinkat|rename|renameat|renameat2|rmdir|mkdir|mkdirat|link|linkat|symlink|truncate|chmod|mkdtemp"
    r"|mkstemp|mkostemp)\(|\b(?:std::rename|std::remove)\(\w+[.]c_str"
    r"|\bO_CREAT\b|\bofstream\b|\bfopen\(")

ELSEWHERE = {
    "lib/base": "the functions themselves",
    "lib/curate/dataset.cpp": "the folder of a new dataset",
    "lib/curate/known_catalogs.cpp": "the user's state folder",
    "lib/curate/trust.cpp": "the user's configuration folder",
    "lib/curate/validate/submission_fetcher.cpp": "a private temporary folder",
    "lib/serve/media/file_cache.cpp": "the user's cache",
    "lib/serve/people/state_folder.cpp": "the user's state folder",
    "lib/baseline/data/weights_folder.cpp": "the user's folder of weights",
    "tools/command/program.cpp": "man pages and completion",
    "tools/sonoset/cmd_demo.cpp": "the folder of the demo",
    "tools/sonoset-baseline/cmd_predict.cpp": "a new folder for heat maps",
    "tools/sonoset-worker": "new phantoms",
}


def problems(root):
    used = set()
    for file in sorted([*root.glob("lib/**/*.cpp"), *root.glob("lib/**/*.h"), *root.glob("tools/**/*.cpp")]):
        name = file.relative_to(root).as_posix()
        for number, line in enumerate(file.read_text().splitlines(), 1):
            found = CALL.search(line.split("//")[0])
            if not found:
                continue
            place = next((part for part in ELSEWHERE if name == part or name.startswith(part + "/")), None)
            used.add(place)
            if place is None:
                yield f"{name}:{number}: {found.group().rstrip('(')} by path; use base::Folder"
    for place in ELSEWHERE.keys() - used:
        yield f"{place} changes no files any more; remove it from the list"


if __name__ == "__main__":
    found = list(problems(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "files below a dataset are changed through base::Folder only")
    sys.exit(1 if found else 0)
