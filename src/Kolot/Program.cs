using Kolot.Shell;
using Kolot.Store;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddStore(builder.Configuration);
builder.Services.AddShell();

var app = builder.Build();
app.UseShell();
app.UseShellForms();
app.MapShell();
await app.RunAsync();
