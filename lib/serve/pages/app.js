// Shows what is in the dataset.

async function load() {
  const response = await fetch("/api/v1/dataset");
  if (!response.ok) throw new Error((await response.json()).detail);
  return response.json();
}

function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

const summary = document.getElementById("summary");
try {
  const dataset = await load();
  document.title = `${dataset.name} – sonoset`;
  document.getElementById("name").textContent = dataset.name;
  summary.textContent = [counted(dataset.clips, "clip"), counted(dataset.frames, "frame"),
    counted(dataset.subjects, "subject"), counted(dataset.sources, "source")].join(", ");
} catch (error) {
  summary.textContent = `The dataset could not be loaded: ${error.message}`;
}
