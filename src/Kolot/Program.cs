using Kolot;
using Kolot.Demo;
using Kolot.Listen;
using Kolot.Organisation.Customers;
using Kolot.Organisation.Errands;
using Kolot.Organisation.People;
using Kolot.Organisation.Places;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;

// Settings are checked once, at the start. Watched for changes, their folder would report each write to data that lies in it as well.
var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.AddRunning();
builder.Services.AddStore();
builder.Services.AddShell();
builder.Services.AddPeople();
builder.Services.AddPlaces();
builder.Services.AddCustomers();
builder.Services.AddErrands();
builder.Services.AddListen();
var demo = DemoSetup.Asks(args, builder.Configuration);
if (demo) builder.Services.AddDemo(builder.Configuration);
if (CommandLine.Asks(args)) builder.Logging.AddFilter(null, LogLevel.Warning);

var app = builder.Build();
if (!await app.IsFit()) return 1;
if (CommandLine.Asks(args)) return await CommandLine.Run(app, args);
if (!app.FindsItsAddress()) return 1;
if (demo) await app.PrepareDemo();
await app.PreparePeople();

app.UseRunning();
app.UseShell();
app.UsePeople();
if (demo) app.UseDemo();
app.UseShellForms();
app.MapShell();
app.MapRunning();
app.MapPlaces();
app.MapCustomers();
app.MapErrands();
app.MapListen();
app.MapPeople();
if (demo) app.MapDemo();
await app.RunAsync();
return 0;
