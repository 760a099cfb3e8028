using Kolot;
using Kolot.Demo;
using Kolot.Listen;
using Kolot.Organisation.Customers;
using Kolot.Organisation.People;
using Kolot.Organisation.Places;
using Kolot.Shell;
using Kolot.Store;

var builder = WebApplication.CreateBuilder(args);
builder.UseQuietLogs();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddStore(builder.Configuration);
builder.Services.AddShell();
builder.Services.AddPeople();
builder.Services.AddPlaces();
builder.Services.AddCustomers();
builder.Services.AddListen();
var demo = DemoSetup.Asks(args, builder.Configuration);
if (demo) builder.Services.AddDemo();
if (CommandLine.Asks(args)) builder.Logging.SetMinimumLevel(LogLevel.Warning);

var app = builder.Build();
if (CommandLine.Asks(args)) return await CommandLine.Run(app, args);
if (demo) await app.PrepareDemo();
await app.PreparePeople();

app.UseShell();
app.UsePeople();
if (demo) app.UseDemo();
app.UseShellForms();
app.MapShell();
app.MapPlaces();
app.MapCustomers();
app.MapListen();
app.MapPeople();
if (demo) app.MapDemo();
await app.RunAsync();
return 0;
