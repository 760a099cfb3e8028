using Kolot.Store;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStore(builder.Configuration);
var app = builder.Build();
await app.RunAsync();
