/* Fills in where the phone is, when somebody asks for it and permits it. */
(() => {
  "use strict";
  const button = document.getElementById("locate");
  const said = document.getElementById("located");
  const north = document.getElementById("f-latitude");
  const east = document.getElementById("f-longitude");
  if (!button || !north || !east || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      (here) => {
        north.value = here.coords.latitude.toFixed(5);
        east.value = here.coords.longitude.toFixed(5);
        said.textContent = north.value + ", " + east.value;
      },
      () => {
        said.textContent = button.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
})();
